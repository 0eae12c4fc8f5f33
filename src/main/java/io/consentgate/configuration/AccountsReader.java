package io.consentgate.configuration;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the accounts: {@code main} under the short names (DESIGN 1.2), every other one with its name in between, as in
 * {@code activecampaign.north.url} or ACTIVECAMPAIGN_NORTH_API_TOKEN.
 */
final class AccountsReader {

    private static final String PREFIX = "activecampaign.";
    private static final String URL = "url";
    private static final String TOKEN = "api.token";
    private static final String EVENT_URL = "event.url";
    private static final String EVENT_ACCOUNT = "event.account";
    private static final String EVENT_KEY = "event.key";
    private static final List<String> WHAT = List.of(EVENT_URL, EVENT_ACCOUNT, EVENT_KEY, TOKEN, URL);
    private static final List<String> SECRETS = List.of(TOKEN, EVENT_KEY);

    /** What an account has, behind its name; the name takes as little as it can. */
    private static final Pattern KEY = Pattern.compile(
            "activecampaign\\.(.+?)\\.(" + String.join("|", WHAT).replace(".", "\\.") + ")");

    private static final Pattern VARIABLE = Pattern.compile("ACTIVECAMPAIGN_(.+?)_("
            + String.join("|", WHAT).toUpperCase(Locale.ROOT).replace('.', '_') + ")");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    /** With one of these a variable could be read in two ways, or say nothing. */
    private static final Set<String> RESERVED = Set.of("main", "api", "event", "url", "all", "default", "none");

    private static final String NAME_EXPECTED =
            "small letters, digits and _ that begin with a letter and do not end with _event; none of "
                    + String.join(", ", new TreeSet<>(RESERVED));

    private final SettingsReader settings;
    private final Set<String> names = new TreeSet<>();
    private final Set<String> refused = new TreeSet<>();

    AccountsReader(SettingsReader settings) {
        this.settings = settings;
    }

    /** Whether a key of the file is one of a named account; what is wrong with the name is told by {@link #read}. */
    static boolean knows(String key) {
        return name(key).isPresent();
    }

    static boolean isSecret(String key) {
        return knows(key) && SECRETS.stream().anyMatch(secret -> key.endsWith("." + secret));
    }

    /** The name in the middle of a key; empty for the short names of {@code main} and for every other key. */
    private static Optional<String> name(String key) {
        if (WHAT.stream().anyMatch(what -> key.equals(PREFIX + what))) {
            return Optional.empty();
        }
        Matcher named = KEY.matcher(key);
        return named.matches() ? Optional.of(named.group(1)) : Optional.empty();
    }

    List<Settings.Account> read() {
        collectNames();
        List<Settings.Account> accounts = new ArrayList<>();
        account(Settings.Account.MAIN).ifPresent(accounts::add);
        names.forEach(name -> account(name).ifPresent(accounts::add));
        checkAddresses(accounts);
        return List.copyOf(accounts);
    }

    Map<String, Settings.EventEndpoint> eventEndpoints() {
        Map<String, Settings.EventEndpoint> endpoints = new HashMap<>();
        Stream.concat(Stream.of(Settings.Account.MAIN), names.stream())
                .forEach(name -> eventEndpoint(name).ifPresent(endpoint -> endpoints.put(name, endpoint)));
        return Map.copyOf(endpoints);
    }

    private void collectNames() {
        settings.keys().stream().sorted().forEach(key -> name(key).ifPresent(name -> take(name, key)));
        settings.variables().stream().sorted().map(AccountsReader::key).forEach(key -> name(key)
                .filter(name ->
                        !settings.value(key).isEmpty() || settings.secret(key).isPresent())
                .ifPresent(name -> take(name, key)));
    }

    /** The key that a variable stands for; one of no named account stays what it is. */
    private static String key(String variable) {
        Matcher named = VARIABLE.matcher(variable);
        return named.matches()
                ? PREFIX
                        + named.group(1).toLowerCase(Locale.ROOT)
                        + "."
                        + named.group(2).toLowerCase(Locale.ROOT).replace('_', '.')
                : variable;
    }

    private void take(String name, String key) {
        if (NAME.matcher(name).matches() && !RESERVED.contains(name) && !name.endsWith("_event")) {
            names.add(name);
        } else if (refused.add(name)) {
            String what = key.substring(PREFIX.length() + name.length() + 1);
            settings.wrong(
                    key,
                    "\"" + name + "\" is no name of an account",
                    NAME_EXPECTED,
                    name.equals(Settings.Account.MAIN)
                            ? "main has the short names: " + SettingsReader.variable(PREFIX + what)
                            : null);
        }
    }

    private Optional<Settings.Account> account(String name) {
        String urlKey = key(name, URL);
        String tokenKey = key(name, TOKEN);
        Optional<URI> url = settings.url(urlKey).map(AccountsReader::withoutApi);
        Optional<Secret> token = settings.secret(tokenKey);
        if (url.isPresent() && token.isEmpty()) {
            settings.wrong(
                    tokenKey,
                    "is missing",
                    "the key of the account of " + urlKey,
                    "copy it from Settings > Developer in ActiveCampaign into " + SettingsReader.variable(tokenKey));
        }
        if (token.isPresent() && settings.value(urlKey).isEmpty()) {
            settings.wrong(
                    urlKey,
                    "is missing",
                    "the address of the account that the key belongs to",
                    "copy it from Settings > Developer in ActiveCampaign");
        }
        return url.isPresent() && token.isPresent()
                ? Optional.of(new Settings.Account(name, url.get(), token.get()))
                : Optional.empty();
    }

    private static URI withoutApi(URI url) {
        return URI.create(url.toString().replaceAll("/api/3$", ""));
    }

    /** Two names would be two budgets, and two minds about each contact. */
    private void checkAddresses(List<Settings.Account> accounts) {
        Map<String, String> first = new HashMap<>();
        for (Settings.Account account : accounts) {
            String earlier = first.putIfAbsent(account.url().toString().toLowerCase(Locale.ROOT), account.name());
            if (earlier != null) {
                settings.wrong(
                        key(account.name(), URL),
                        "is the address of account " + earlier + " too",
                        "an account of its own for each name",
                        "remove one of the two, and let the sites of both name the other");
            }
        }
    }

    private Optional<Settings.EventEndpoint> eventEndpoint(String name) {
        String urlKey = key(name, EVENT_URL);
        String accountKey = key(name, EVENT_ACCOUNT);
        String keyKey = key(name, EVENT_KEY);
        Optional<URI> url = settings.url(urlKey);
        String account = settings.value(accountKey);
        Optional<Secret> key = settings.secret(keyKey);
        boolean noUrl = settings.value(urlKey).isEmpty();
        if (noUrl && account.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        String expected = "all three of " + urlKey + ", .account, .key";
        if (noUrl) {
            settings.wrong(urlKey, "is missing", expected, null);
        }
        if (account.isEmpty()) {
            settings.wrong(accountKey, "is missing", expected, null);
        }
        if (key.isEmpty()) {
            settings.wrong(keyKey, "is missing", expected, null);
        }
        return url.isPresent() && !account.isEmpty() && key.isPresent()
                ? Optional.of(new Settings.EventEndpoint(url.get(), account, key.get()))
                : Optional.empty();
    }

    /** {@code main} keeps the short names. */
    private static String key(String account, String what) {
        return account.equals(Settings.Account.MAIN) ? PREFIX + what : PREFIX + account + "." + what;
    }
}
