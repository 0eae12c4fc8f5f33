package io.consentgate.configuration;

import io.consentgate.site.Chatbot;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What config/application.properties and the environment say (DESIGN 1.2).
 *
 * @param databaseUrl JDBC; may hold a password, so it is not printed
 * @param publicUrl ours as ActiveCampaign sees it; empty = no webhook, polling only
 * @param accounts the ActiveCampaign accounts, {@code main} first; empty = nothing can be sent
 * @param eventEndpoints where tracking events go, by account; without one they are not sent
 * @param mail where confirmation mails are handed over; empty = none are sent
 * @param keys the key that each role was given in the environment
 * @param upkeep schedules, and how long files and keys are kept
 * @param logLevel of the running service: error, warn, info, debug, trace
 * @param camel properties that begin with {@code camel.}, passed on as they are
 * @param chatbots the secret of each chatbot's webhook
 * @param proxies whose word counts about the address of a caller
 */
public record Settings(
        String httpHost,
        int httpPort,
        int observePort,
        Path configDir,
        Path dataDir,
        String databaseUrl,
        Path secretFile,
        Optional<URI> publicUrl,
        Duration pollEvery,
        List<Account> accounts,
        Map<String, EventEndpoint> eventEndpoints,
        Optional<Mail> mail,
        Map<Role, Secret> keys,
        Upkeep upkeep,
        String logLevel,
        Map<String, String> camel,
        Map<Chatbot.Source, Secret> chatbots,
        TrustedProxies proxies) {

    private static final String SQLITE = "jdbc:sqlite:";

    /** @param url without {@code /api/3} and without a slash at its end */
    public record Account(String name, URI url, Secret token) {

        /** The one of the short names: ACTIVECAMPAIGN_URL. */
        public static final String MAIN = "main";

        /** What belongs to an account is called so: by the bare name for {@code main}, which had it alone once. */
        public static String named(String what, String account) {
            return account.equals(MAIN) ? what : what + "_" + account;
        }

        /** Whether it is a stand-in on this machine: only there may example data be used (READINGS 30). */
        public boolean loopback() {
            return Urls.loopback(url);
        }

        public URI api() {
            return URI.create(url + "/api/3");
        }
    }

    /**
     * @param dropSchedule when drop folders are looked at, a Quartz cron expression
     * @param reconcileSchedule when the account is compared with the register
     * @param noticeEvery how often notices are written anew and the site's pages looked at
     * @param keepFiles how long files that were dropped, and their rejects, stay
     * @param keepEventKeys how long an event that comes again is known; empty = for ever
     */
    public record Upkeep(
            String dropSchedule,
            String reconcileSchedule,
            Duration noticeEvery,
            Duration keepFiles,
            Optional<Duration> keepEventKeys) {}

    /** @param url the full address (READINGS 33); @param account the {@code actid} */
    public record EventEndpoint(URI url, String account, Secret key) {}

    /**
     * @param security starttls, tls or none
     * @param user empty = the server asks for none
     * @param from the address that mails come from
     * @param perAddress confirmation mails to one address in seven days
     * @param perHour confirmation mails of one site in an hour
     * @param bounces the mailbox that undelivered ones come back to; empty = nobody reads it
     */
    public record Mail(
            String host,
            int port,
            String security,
            Optional<String> user,
            Optional<Secret> password,
            String from,
            int perAddress,
            int perHour,
            Optional<Bounces> bounces) {}

    /**
     * @param protocol imap or pop3
     * @param security starttls, tls or none
     * @param address that mails come back to, without the token that each gets
     * @param every how often the mailbox is read
     */
    public record Bounces(
            String protocol,
            String host,
            int port,
            String security,
            String user,
            Secret password,
            String address,
            Duration every) {}

    public Optional<Account> account(String name) {
        return accounts.stream().filter(account -> account.name().equals(name)).findFirst();
    }

    public Optional<EventEndpoint> eventEndpoint(String account) {
        return Optional.ofNullable(eventEndpoints.get(account));
    }

    /** The SQLite file; empty when the database is a server, or in memory. */
    public Optional<Path> databaseFile() {
        String file = databaseUrl.startsWith(SQLITE)
                ? databaseUrl.substring(SQLITE.length()).split("[?]", 2)[0]
                : "";
        return file.isEmpty() || file.startsWith(":") ? Optional.empty() : Optional.of(Path.of(file));
    }

    /** The same in another data folder, with a database and a secret of its own. */
    public Settings inFolder(Path folder) {
        return new Settings(
                httpHost,
                httpPort,
                observePort,
                configDir,
                folder,
                SQLITE + folder.resolve("consentgate.db"),
                folder.resolve("secret.key"),
                publicUrl,
                pollEvery,
                accounts,
                eventEndpoints,
                mail,
                keys,
                upkeep,
                logLevel,
                camel,
                chatbots,
                proxies);
    }

    @Override
    public String toString() {
        return "Settings[http " + httpHost + ":" + httpPort + ", observe " + observePort + ", config " + configDir
                + ", data " + dataDir + "]";
    }
}
