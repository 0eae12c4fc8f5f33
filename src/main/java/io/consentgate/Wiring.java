package io.consentgate;

import io.consentgate.activecampaign.AccountState;
import io.consentgate.activecampaign.AccountUrl;
import io.consentgate.activecampaign.CallBudget;
import io.consentgate.activecampaign.Calls;
import io.consentgate.activecampaign.EventHost;
import io.consentgate.activecampaign.HttpActiveCampaign;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RouteCall;
import io.consentgate.activecampaign.RouteTransport;
import io.consentgate.activecampaign.SqlDirectory;
import io.consentgate.activecampaign.SqlSlots;
import io.consentgate.activecampaign.Ticker;
import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.SecretFile;
import io.consentgate.configuration.Settings;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.consent.SqlConsentRegister;
import io.consentgate.database.SqlDatabase;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue;
import io.consentgate.delivery.DeadLetters;
import io.consentgate.delivery.Delivery;
import io.consentgate.delivery.FactsReader;
import io.consentgate.delivery.Planning;
import io.consentgate.delivery.SqlChangedQueue;
import io.consentgate.delivery.SqlConfirmedStates;
import io.consentgate.delivery.SqlDeadLetters;
import io.consentgate.delivery.SqlDecisionLog;
import io.consentgate.delivery.SqlFactsReader;
import io.consentgate.delivery.SqlImportBatches;
import io.consentgate.event.EventReader;
import io.consentgate.feedback.Poll;
import io.consentgate.feedback.RegisterStatements;
import io.consentgate.feedback.RemoteFeedback;
import io.consentgate.feedback.RemoteNoes;
import io.consentgate.feedback.SqlCursors;
import io.consentgate.feedback.SqlWebhookKeys;
import io.consentgate.gate.Gate;
import io.consentgate.intake.EventFiles;
import io.consentgate.intake.Intake;
import io.consentgate.intake.IntakeOutcome;
import io.consentgate.intake.SiteIntake;
import io.consentgate.intake.SqlInboundKeys;
import io.consentgate.intake.SqlShopRecords;
import io.consentgate.mapping.Target;
import io.consentgate.operations.Connector;
import io.consentgate.operations.DropFolder;
import io.consentgate.operations.EventDesk;
import io.consentgate.operations.Explaining;
import io.consentgate.operations.FileLoading;
import io.consentgate.operations.HealthPart;
import io.consentgate.operations.Meters;
import io.consentgate.operations.Watching;
import io.consentgate.operations.command.Tools;
import io.consentgate.operations.http.AnswerRoute;
import io.consentgate.operations.http.Doors;
import io.consentgate.operations.http.OpenApi;
import io.consentgate.operations.http.PeopleAnswers;
import io.consentgate.operations.http.PushEvents;
import io.consentgate.person.KeyedHash;
import io.consentgate.person.People;
import io.consentgate.person.SqlPeople;
import io.consentgate.person.SqlProfiles;
import io.consentgate.person.SqlSuppression;
import io.consentgate.rights.Erasure;
import io.consentgate.rights.SqlRightsRequests;
import io.consentgate.rights.SqlTraces;
import io.consentgate.site.Site;
import io.consentgate.tracking.SqlTrackingOutbox;
import io.consentgate.tracking.TrackingDelivery;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** The only place where beans are built: from the configuration to a connector, or to what one command needs. */
public final class Wiring implements Tools {
    /** activecampaign-api.md 7.2: 5 to 10 s after an import its outcome is there. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private final Configuration configuration;
    private final Settings settings;
    private final Clock clock = Clock.systemUTC();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);
    private final KeyedHash hashes;
    private final SqlDatabase database;
    private final ConsentRegister register;
    private final People people = new SqlPeople();
    private final FactsReader facts;
    private final Gate gate;
    private final ChangedQueue changed;
    private final SqlConfirmedStates states;
    private final Intake intake;
    private final Erasure erasure;
    private final EventReader reader;

    private Wiring(Configuration configuration) {
        this.configuration = configuration;
        this.settings = configuration.settings();
        this.hashes = KeyedHash.of(SecretFile.readOrMake(settings.secretFile()));
        this.database = SqlDatabase.open(settings.databaseUrl());
        this.register =
                new SqlConsentRegister(database, hashes, settings.dataDir().resolve("register"));
        SqlProfiles profiles = new SqlProfiles(hashes);
        SqlSuppression suppression = new SqlSuppression(hashes);
        SqlRightsRequests requests = new SqlRightsRequests();
        this.facts = new SqlFactsReader(people, profiles, suppression, register, hashes);
        this.gate = new Gate(configuration.laws(), configuration.transfer());
        this.changed = new SqlChangedQueue(database);
        this.states = new SqlConfirmedStates(clock);
        this.erasure = new Erasure(
                configuration.sites(),
                people,
                profiles,
                suppression,
                register,
                new SqlTraces(),
                requests,
                changed,
                hashes,
                clock);
        SiteIntake siteIntake = new SiteIntake(
                people, profiles, suppression, register, new SqlShopRecords(), requests, erasure, changed, hashes);
        this.intake = new Intake(database, configuration.sites(), new SqlInboundKeys(), siteIntake, hashes);
        this.reader = EventFiles.eventReader(configuration.sites()::owning);
    }

    /** Opens the database and brings its tables up to date. */
    public static Wiring of(Configuration configuration) {
        return new Wiring(configuration);
    }

    @Override
    public Configuration configuration() {
        return configuration;
    }

    @Override
    public Transactions transactions() {
        return database;
    }

    @Override
    public People people() {
        return people;
    }

    @Override
    public DeadLetters deadLetters() {
        return new SqlDeadLetters();
    }

    @Override
    public ConsentRegister register() {
        return register;
    }

    @Override
    public ChangedQueue changed() {
        return changed;
    }

    @Override
    public EventFiles eventFiles() {
        return new EventFiles(reader);
    }

    @Override
    public EventDesk desk() {
        return events -> {
            List<IntakeOutcome> outcomes = intake.accept(events, clock.instant());
            List<EventDesk.Outcome> told = new ArrayList<>(outcomes.size());
            for (int i = 0; i < outcomes.size(); i++) {
                String outcome = outcomes.get(i).wire();
                meters.event(Watching.type(events.get(i)), outcome);
                told.add(
                        outcomes.get(i) == IntakeOutcome.ACCEPTED
                                ? new EventDesk.Outcome.Accepted()
                                : new EventDesk.Outcome.Duplicate());
            }
            return told;
        };
    }

    @Override
    public Explaining explaining() {
        return new Explaining(database, configuration.sites(), facts, states, gate, clock);
    }

    /** Starts the connector; what it needs of an account runs only where one is configured. */
    @Override
    public Running start() throws Exception {
        Map<String, Supplier<HealthPart>> health = new LinkedHashMap<>();
        health.put("database", () -> Watching.database(database));
        health.put("account", () -> HealthPart.degraded("no account: set ACTIVECAMPAIGN_URL and its token"));
        List<String> routes = new ArrayList<>(List.of("routes/intake/*.camel.yaml", "routes/shared/*.camel.yaml"));
        settings.account().ifPresent(account -> {
            routes.add("routes/delivery/*.camel.yaml");
            routes.add("routes/feedback/*.camel.yaml");
        });
        Outbound outbound = new Outbound();
        Connector connector = Connector.start(new Connector.Plan(
                routes,
                new Connector.Ports(settings.httpHost(), settings.httpPort(), "127.0.0.1", settings.observePort()),
                camel -> beans(camel, health, outbound),
                properties(),
                Doors.of(configuration.keys(), clock),
                health,
                registry));
        return new Running(connector, outbound);
    }

    /** What has to be told to stop before the routes are. */
    private static final class Outbound {
        private Delivery delivery;
        private TrackingDelivery tracking;

        void stop() {
            if (delivery != null) {
                delivery.stop();
                tracking.stop();
            }
        }
    }

    /** A started connector. */
    public static final class Running implements Service {
        private final Connector connector;
        private final Outbound outbound;

        private Running(Connector connector, Outbound outbound) {
            this.connector = connector;
            this.outbound = outbound;
        }

        @Override
        public int httpPort() {
            return connector.httpPort();
        }

        @Override
        public int observePort() {
            return connector.observePort();
        }

        /** Nothing new is begun; what is in flight is finished. */
        @Override
        public void close() {
            outbound.stop();
            connector.close();
            if (outbound.delivery != null) {
                outbound.delivery.close();
            }
        }
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>(settings.camel());
        properties.put("poll.seconds", String.valueOf(settings.pollEvery().toSeconds()));
        for (Site site : configuration.sites().all()) {
            String template = "camel.routeTemplate[file-drop-" + site.name() + "].";
            properties.put(template + "templateId", "file-drop");
            properties.put(template + "site", site.name());
            properties.put(
                    template + "folder",
                    settings.dataDir().resolve("drop").resolve(site.name()).toString());
        }
        return properties;
    }

    private Map<String, Object> beans(CamelContext camel, Map<String, Supplier<HealthPart>> health, Outbound outbound) {
        Map<String, Object> beans = new LinkedHashMap<>();
        beans.put("answer", new AnswerRoute());
        beans.put("dropFolder", new DropFolder(configuration.sites(), eventFiles(), new FileLoading(desk())));
        beans.put("pushEvents", new PushEvents(reader, desk()));
        beans.put("openApi", new OpenApi());
        beans.put("peopleAnswers", new PeopleAnswers(explaining()));
        settings.account().ifPresent(account -> outbound(camel, account, beans, health, outbound));
        return beans;
    }

    private void outbound(
            CamelContext camel,
            Settings.Account account,
            Map<String, Object> beans,
            Map<String, Supplier<HealthPart>> health,
            Outbound outbound) {
        AccountState state = new AccountState(clock);
        HttpActiveCampaign active = activeCampaign(camel, account, state);
        SqlImportBatches batches = new SqlImportBatches();
        SqlDeadLetters deadLetters = new SqlDeadLetters();
        SqlTrackingOutbox outbox = new SqlTrackingOutbox();
        RemoteFeedback feedback = new RemoteFeedback(
                configuration.sites(), facts, new RegisterStatements(people, register), states, changed, clock);
        Watching watching = new Watching(meters);
        Delivery delivery = new Delivery(new Delivery.Parts(
                active,
                database,
                changed,
                states,
                batches,
                new Planning(configuration.sites(), gate, facts),
                feedback,
                deadLetters,
                new SqlDecisionLog(),
                erasure,
                watching,
                (target, value) -> hashes.hex("confirmed", target + "\n" + value),
                grace(account.name()),
                FIRST_LOOK,
                UUID.randomUUID().toString(),
                clock));
        delivery.recover(settings.databaseUrl().startsWith("jdbc:sqlite:"));
        TrackingDelivery tracking =
                new TrackingDelivery(active, database, outbox, states, configuration.sites(), gate, facts, clock);
        tracking.recover();
        SqlWebhookKeys webhookKeys = new SqlWebhookKeys();
        RemoteNoes noes =
                new RemoteNoes(active, database, states, changed, facts, feedback, configuration.sites(), clock);
        beans.put(RouteCall.BEAN, new RouteCall());
        beans.put("account", active);
        beans.put("delivery", delivery);
        beans.put("tracking", tracking);
        beans.put(
                "poll", new Poll(active, database, new SqlCursors(), webhookKeys, noes, configuration.sites(), clock));
        outbound.delivery = delivery;
        outbound.tracking = tracking;
        health.put("account", () -> Watching.account(state.view(), delivery.ready()));
        watchBacklog(account.name(), batches, deadLetters, health);
    }

    private HttpActiveCampaign activeCampaign(CamelContext camel, Settings.Account account, AccountState state) {
        EventHost events = settings.eventEndpoint()
                .map(endpoint -> new EventHost(
                        AccountUrl.events(endpoint.url().toString()),
                        endpoint.account(),
                        endpoint.key().reveal()))
                .orElse(null);
        RouteTransport transport = new RouteTransport(
                camel,
                AccountUrl.account(account.url().toString()),
                account.token().reveal(),
                events == null ? null : events.url());
        CallBudget budget = new CallBudget(new SqlSlots(database, account.name(), Ticker.SYSTEM), Ticker.SYSTEM);
        Calls calls = new Calls(account.name(), transport, budget, state, new Watching(meters), Ticker.SYSTEM, clock);
        SqlDirectory directory = new SqlDirectory(database, account.name(), clock);
        return new HttpActiveCampaign(calls, directory::get, mapped(account.name()), events);
    }

    /** The shortest of the countries that the account's sites are in (READINGS 23). */
    private Duration grace(String account) {
        int days = configuration.sites().onAccount(account).stream()
                .mapToInt(site -> configuration.laws().of(site.country()).graceDays())
                .min()
                .orElse(30);
        return Duration.ofDays(days);
    }

    private List<Target> mapped(String account) {
        return configuration.sites().onAccount(account).stream()
                .flatMap(site -> site.mapping().fields().stream())
                .map(field -> field.target())
                .distinct()
                .collect(Collectors.toList());
    }

    private void watchBacklog(
            String account,
            SqlImportBatches batches,
            SqlDeadLetters deadLetters,
            Map<String, Supplier<HealthPart>> health) {
        for (Lane lane : Lane.values()) {
            String name = lane.name().toLowerCase(Locale.ROOT);
            meters.changedBacklog(name, () -> backlog(account, lane).people());
            meters.changedOldestSeconds(name, () -> {
                Instant oldest = backlog(account, lane).oldest();
                return oldest == null
                        ? 0
                        : Duration.between(oldest, clock.instant()).toSeconds();
            });
        }
        meters.importBatchesOpen(() -> database.read(tx -> batches.open(tx, account)));
        meters.deadLetters(() -> database.read(deadLetters::count));
        health.put(
                "backlog",
                () -> Watching.backlog(
                        changed.backlog(account, clock.instant()), database.read(deadLetters::count), clock.instant()));
    }

    private ChangedQueue.Backlog backlog(String account, Lane lane) {
        return changed.backlog(account, clock.instant()).getOrDefault(lane, new ChangedQueue.Backlog(0, null));
    }

    @Override
    public void close() {
        database.close();
    }
}
