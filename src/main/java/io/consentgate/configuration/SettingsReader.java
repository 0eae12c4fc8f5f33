package io.consentgate.configuration;

import io.consentgate.site.Chatbot;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** Reads the properties file and lets the environment override it. Secrets come from the environment only. */
final class SettingsReader {

    private static final String FILE = "application.properties";

    /** Every key of the file with its default; the variable is the key in capitals with underscores. */
    private static final Map<String, String> DEFAULTS = new TreeMap<>(Map.ofEntries(
            Map.entry("consentgate.http.host", "127.0.0.1"),
            Map.entry("consentgate.http.port", "8080"),
            Map.entry("consentgate.observe.port", "8081"),
            Map.entry("consentgate.trusted.proxies", ""),
            Map.entry("consentgate.data.dir", "data"),
            Map.entry("consentgate.db.url", ""),
            Map.entry("consentgate.secret.file", ""),
            Map.entry("consentgate.public.url", ""),
            Map.entry("consentgate.poll.seconds", "60"),
            Map.entry("consentgate.log.level", "info"),
            Map.entry("consentgate.drop.schedule", "0/5 * * * * ?"),
            Map.entry("consentgate.drop.keep.days", "7"),
            Map.entry("consentgate.event.keys.keep.days", "0"),
            Map.entry("consentgate.reconcile.schedule", "0 30 2 * * ?"),
            Map.entry("consentgate.disclosure.seconds", "3600"),
            Map.entry("consentgate.mail.host", ""),
            Map.entry("consentgate.mail.port", "587"),
            Map.entry("consentgate.mail.security", "starttls"),
            Map.entry("consentgate.mail.user", ""),
            Map.entry("consentgate.mail.from", ""),
            Map.entry("consentgate.mail.per.address", "3"),
            Map.entry("consentgate.mail.per.hour", "1000"),
            Map.entry("consentgate.mail.bounces.host", ""),
            Map.entry("consentgate.mail.bounces.protocol", "imap"),
            Map.entry("consentgate.mail.bounces.port", "993"),
            Map.entry("consentgate.mail.bounces.security", "tls"),
            Map.entry("consentgate.mail.bounces.user", ""),
            Map.entry("consentgate.mail.bounces.address", ""),
            Map.entry("consentgate.mail.bounces.seconds", "60"),
            Map.entry("activecampaign.url", ""),
            Map.entry("activecampaign.orders", "rest"),
            Map.entry("activecampaign.event.url", ""),
            Map.entry("activecampaign.event.account", "")));

    /** Keys that belong into the environment. */
    private static final List<String> SECRETS = List.of(
            "activecampaign.api.token",
            "activecampaign.event.key",
            "consentgate.mail.password",
            "consentgate.mail.bounces.password",
            "consentgate.key.site",
            "consentgate.key.marketer",
            "consentgate.key.operator",
            "consentgate.key.dpo",
            "consentgate.key.smartsupp",
            "consentgate.key.chatbot");

    private static final List<String> MAIL_SECURITY = List.of("starttls", "tls", "none");
    private static final Pattern MAIL_ADDRESS = Pattern.compile("[!-?A-~]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    /** What a token of the return path leaves of 64 characters. */
    private static final Pattern RETURN_ADDRESS =
            Pattern.compile("(?=[^@]{1,24}@)[!-*,-?A-~]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private static final List<String> LOG_LEVELS = List.of("error", "warn", "info", "debug", "trace");

    private final Map<String, String> environment;
    private final Path root;
    private final Problems problems;
    private final Path configDir;
    private final Properties properties = new Properties();
    private final String file;

    SettingsReader(Map<String, String> environment, Path root, Problems problems) {
        this.environment = environment;
        this.root = root;
        this.problems = problems;
        String configured =
                environment.getOrDefault("CONSENTGATE_CONFIG_DIR", "").strip();
        this.configDir = root.resolve(configured.isEmpty() ? "config" : configured);
        this.file = shown(configDir.resolve(FILE));
    }

    Settings read() {
        readProperties();
        AccountsReader accounts = new AccountsReader(this);
        Path dataDir = path("consentgate.data.dir", null);
        Path secretFile = path("consentgate.secret.file", dataDir.resolve("secret.key"));
        String url = value("consentgate.db.url");
        if (!url.isEmpty() && !url.startsWith("jdbc:sqlite:") && !url.startsWith("jdbc:postgresql:")) {
            wrong("consentgate.db.url", "is of another database", "jdbc:sqlite:... or jdbc:postgresql:...", null);
        }
        return new Settings(
                value("consentgate.http.host"),
                number("consentgate.http.port", 0, 65_535),
                number("consentgate.observe.port", 0, 65_535),
                configDir,
                dataDir,
                url.isEmpty() ? "jdbc:sqlite:" + dataDir.resolve("consentgate.db") : url,
                secretFile,
                url("consentgate.public.url"),
                Duration.ofSeconds(number("consentgate.poll.seconds", 5, 86_400)),
                accounts.read(),
                accounts.eventEndpoints(),
                mail(),
                roleKeys(),
                upkeep(),
                logLevel(),
                camel(),
                chatbots(),
                proxies());
    }

    private void readProperties() {
        Path path = configDir.resolve(FILE);
        if (!Files.isDirectory(configDir)) {
            problems.add(
                    shown(configDir),
                    "",
                    "is not a folder",
                    "the folder with sites/, rules/ and notice/",
                    "set CONSENTGATE_CONFIG_DIR or start from the project's root");
            return;
        }
        if (Files.notExists(path)) {
            return;
        }
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            problems.add(file, "", "cannot be read", "a properties file in UTF-8", null);
        }
        for (String key : properties.stringPropertyNames().stream().sorted().toList()) {
            if (isSecret(key)) {
                problems.add(file, key, "is a secret in a file", "it in the environment only", "set " + variable(key));
            } else if (!DEFAULTS.containsKey(key) && !key.startsWith("camel.") && !AccountsReader.knows(key)) {
                problems.add(
                        file,
                        key,
                        "is an unknown key",
                        "one of " + String.join(", ", DEFAULTS.keySet()),
                        Suggestion.nearest(key, DEFAULTS.keySet()));
            }
        }
    }

    /** Off without a host; a host without the rest is a mistake. */
    private Optional<Settings.Mail> mail() {
        String host = value("consentgate.mail.host");
        int port = number("consentgate.mail.port", 1, 65_535);
        int perAddress = number("consentgate.mail.per.address", 1, 20);
        int perHour = number("consentgate.mail.per.hour", 1, 100_000);
        String security = oneOf("consentgate.mail.security", MAIL_SECURITY);
        Optional<Settings.Bounces> bounces = bounces(host);
        if (host.isEmpty()) {
            return Optional.empty();
        }
        inClearOnlyHere("consentgate.mail.security", security, host);
        String from = value("consentgate.mail.from");
        if (!MAIL_ADDRESS.matcher(from).matches()) {
            wrong(
                    "consentgate.mail.from",
                    from.isEmpty() ? "is missing" : "is no address",
                    "the bare address that mails come from, like news@shop.example.com",
                    null);
        }
        if (value("consentgate.public.url").isEmpty()) {
            wrong(
                    "consentgate.public.url",
                    "is missing",
                    "this service as people's browsers see it: the links of confirmation mails lead there",
                    null);
        }
        Optional<String> user = Optional.of(value("consentgate.mail.user")).filter(text -> !text.isEmpty());
        Optional<Secret> password = secret("consentgate.mail.password");
        if (user.isPresent() != password.isPresent()) {
            wrong(
                    user.isPresent() ? "consentgate.mail.password" : "consentgate.mail.user",
                    "is missing",
                    "both user and password of the mail server, or neither",
                    null);
        }
        return Optional.of(new Settings.Mail(host, port, security, user, password, from, perAddress, perHour, bounces));
    }

    /** Off without a host, too. */
    private Optional<Settings.Bounces> bounces(String mailHost) {
        String key = "consentgate.mail.bounces.";
        String host = value(key + "host");
        int port = number(key + "port", 1, 65_535);
        int seconds = number(key + "seconds", 5, 86_400);
        String protocol = oneOf(key + "protocol", List.of("imap", "pop3"));
        String security = oneOf(key + "security", MAIL_SECURITY);
        if (host.isEmpty()) {
            return Optional.empty();
        }
        if (mailHost.isEmpty()) {
            wrong("consentgate.mail.host", "is missing", "the server that sends what is to come back", null);
        }
        inClearOnlyHere(key + "security", security, host);
        String user = value(key + "user");
        if (user.isEmpty()) {
            wrong(key + "user", "is missing", "who reads the mailbox of bounces", null);
        }
        Optional<Secret> password = secret(key + "password");
        if (password.isEmpty()) {
            wrong(key + "password", "is missing", "the password of consentgate.mail.bounces.user", null);
        }
        String address = value(key + "address");
        if (!RETURN_ADDRESS.matcher(address).matches()) {
            wrong(
                    key + "address",
                    address.isEmpty() ? "is missing" : "cannot take a token",
                    "the bare address of a mailbox of its own, with at most 24 characters before the @ and no plus,"
                            + " like bounces@shop.example.com: mails come back to bounces+...@shop.example.com",
                    null);
        }
        return Optional.of(new Settings.Bounces(
                protocol, host, port, security, user, password.orElse(null), address, Duration.ofSeconds(seconds)));
    }

    private String oneOf(String key, List<String> words) {
        String written = value(key).toLowerCase(Locale.ROOT);
        if (!words.contains(written)) {
            wrong(key, "is unknown", "one of " + String.join(", ", words), Suggestion.nearest(written, words));
        }
        return written;
    }

    private void inClearOnlyHere(String key, String security, String host) {
        if (security.equals("none") && !Urls.loopback(host)) {
            wrong(key, "is none", "starttls or tls: in clear only to this machine", null);
        }
    }

    private Map<Role, Secret> roleKeys() {
        Map<Role, Secret> keys = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            secret("consentgate.key." + role.wire()).ifPresent(key -> {
                ofItsOwn(role, key, keys);
                keys.put(role, key);
            });
        }
        return Map.copyOf(keys);
    }

    /** One key cannot be that of two roles: what it opens would be chance. */
    private void ofItsOwn(Role role, Secret key, Map<Role, Secret> others) {
        others.forEach((other, taken) -> {
            if (taken.reveal().equals(key.reveal())) {
                wrong(
                        "consentgate.key." + role.wire(),
                        "is the same as " + variable("consentgate.key." + other.wire()),
                        "a key of its own for each role",
                        "openssl rand -hex 24");
            }
        });
    }

    private Map<Chatbot.Source, Secret> chatbots() {
        Map<Chatbot.Source, Secret> secrets = new EnumMap<>(Chatbot.Source.class);
        for (Chatbot.Source source : Chatbot.Source.values()) {
            secret("consentgate.key." + source.wire()).ifPresent(secret -> secrets.put(source, secret));
        }
        return Map.copyOf(secrets);
    }

    private TrustedProxies proxies() {
        List<TrustedProxies.Network> networks = new ArrayList<>();
        for (String written : value("consentgate.trusted.proxies").split("[,\\s]+")) {
            Optional<TrustedProxies.Network> network = TrustedProxies.Network.of(written);
            network.ifPresent(networks::add);
            if (network.isEmpty() && !written.isEmpty()) {
                wrong(
                        "consentgate.trusted.proxies",
                        "\"" + written + "\" is no proxy",
                        "addresses and networks with commas between them, like 127.0.0.1, 10.1.0.0/16, 2001:db8::/48",
                        null);
            }
        }
        return new TrustedProxies(networks);
    }

    private Settings.Upkeep upkeep() {
        int keyDays = number("consentgate.event.keys.keep.days", 0, 36_500);
        return new Settings.Upkeep(
                schedule("consentgate.drop.schedule"),
                schedule("consentgate.reconcile.schedule"),
                Duration.ofSeconds(number("consentgate.disclosure.seconds", 5, 86_400)),
                Duration.ofDays(number("consentgate.drop.keep.days", 1, 365)),
                keyDays == 0 ? Optional.empty() : Optional.of(Duration.ofDays(keyDays)));
    }

    private String schedule(String key) {
        String written = value(key);
        if (CronExpression.isValidExpression(written)) {
            return written;
        }
        wrong(key, "is no schedule", "a Quartz cron expression, for example " + DEFAULTS.get(key), null);
        return DEFAULTS.get(key);
    }

    private String logLevel() {
        String written = value("consentgate.log.level").toLowerCase(Locale.ROOT);
        if (LOG_LEVELS.contains(written)) {
            return written;
        }
        wrong(
                "consentgate.log.level",
                "is unknown",
                "one of " + String.join(", ", LOG_LEVELS),
                Suggestion.nearest(written, LOG_LEVELS));
        return DEFAULTS.get("consentgate.log.level");
    }

    private Map<String, String> camel() {
        Map<String, String> camel = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith("camel.")) {
                camel.put(key, properties.getProperty(key));
            }
        }
        return camel;
    }

    Optional<Secret> secret(String key) {
        return Optional.ofNullable(environment.get(variable(key)))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Secret::new);
    }

    Optional<URI> url(String key) {
        String written = value(key);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Optional<URI> url = Urls.web(written);
        if (url.isEmpty()) {
            wrong(
                    key,
                    "is no usable address",
                    "https://... without user, query or fragment (http only for this machine)",
                    null);
        }
        return url;
    }

    private int number(String key, int least, int most) {
        try {
            int number = Integer.parseInt(value(key));
            if (number >= least && number <= most) {
                return number;
            }
            wrong(key, "is out of range", "a whole number from " + least + " to " + most, null);
        } catch (NumberFormatException notANumber) {
            wrong(key, "is text", "a whole number from " + least + " to " + most, null);
        }
        return Integer.parseInt(DEFAULTS.get(key));
    }

    private Path path(String key, Path otherwise) {
        String written = value(key);
        return written.isEmpty() && otherwise != null
                ? otherwise
                : root.resolve(written.isEmpty() ? DEFAULTS.get(key) : written);
    }

    /** The environment's word, else the file's, else the default. */
    String value(String key) {
        String fromEnvironment = environment.get(variable(key));
        if (fromEnvironment != null && !fromEnvironment.isBlank()) {
            return fromEnvironment.strip();
        }
        String fromFile = properties.getProperty(key, "").strip();
        return fromFile.isEmpty() ? DEFAULTS.getOrDefault(key, "") : fromFile;
    }

    void wrong(String key, String found, String expected, String suggestion) {
        boolean fromFile = !environment.containsKey(variable(key)) && properties.containsKey(key);
        problems.add(
                fromFile ? file : "environment",
                fromFile && !isSecret(key) ? key : variable(key),
                found,
                expected,
                suggestion);
    }

    private static boolean isSecret(String key) {
        return SECRETS.contains(key) || AccountsReader.isSecret(key);
    }

    Set<String> variables() {
        return environment.keySet();
    }

    Set<String> keys() {
        return properties.stringPropertyNames();
    }

    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private String shown(Path path) {
        return path.startsWith(root) && !root.toString().isEmpty()
                ? root.relativize(path).toString()
                : path.toString();
    }
}
