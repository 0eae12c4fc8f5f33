package io.consentgate;

import io.consentgate.activecampaign.Checkup;
import io.consentgate.activecampaign.Directory;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RouteCall;
import io.consentgate.activecampaign.SetupPlan;
import io.consentgate.activecampaign.SetupReport;
import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.Role;
import io.consentgate.configuration.Settings;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue;
import io.consentgate.delivery.DeadLetters;
import io.consentgate.delivery.FactsReader;
import io.consentgate.delivery.SqlImportBatches;
import io.consentgate.event.EventReader;
import io.consentgate.feedback.NightlyReconcile;
import io.consentgate.feedback.Reconcile;
import io.consentgate.feedback.WebhookSecret;
import io.consentgate.intake.EventFiles;
import io.consentgate.intake.IntakeOutcome;
import io.consentgate.operations.CallRoutes;
import io.consentgate.operations.Connector;
import io.consentgate.operations.DropFolder;
import io.consentgate.operations.EventDesk;
import io.consentgate.operations.Explaining;
import io.consentgate.operations.FileLoading;
import io.consentgate.operations.HealthPart;
import io.consentgate.operations.Meters;
import io.consentgate.operations.Watching;
import io.consentgate.operations.command.Tools;
import io.consentgate.operations.http.ActiveCampaignWebhook;
import io.consentgate.operations.http.AnswerRoute;
import io.consentgate.operations.http.Doors;
import io.consentgate.operations.http.OpenApi;
import io.consentgate.operations.http.PeopleAnswers;
import io.consentgate.operations.http.PushEvents;
import io.consentgate.site.Site;
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
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** Everything around the parts: the running service, its surfaces and meters, and what the commands work with. */
public final class ServiceWiring implements Tools {
    private final Wiring wiring;
    private final Configuration configuration;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);
    private final EventReader reader;
    private final Set<Role> roles;
    private Runnable afterwards = () -> {};

    private ServiceWiring(Wiring wiring, Set<Role> roles) {
        this.wiring = wiring;
        this.roles = Set.copyOf(roles);
        this.configuration = wiring.configuration();
        this.reader = EventFiles.eventReader(configuration.sites()::owning);
    }

    /**
     * Opens the database and brings its tables up to date.
     *
     * @param roles of whoever asks, at the command line
     */
    public static ServiceWiring open(Configuration configuration, Set<Role> roles) {
        return new ServiceWiring(Wiring.open(configuration, Clock.systemUTC()), roles);
    }

    /** @param then done when the database is closed */
    ServiceWiring onClose(Runnable then) {
        afterwards = then;
        return this;
    }

    @Override
    public Configuration configuration() {
        return configuration;
    }

    @Override
    public Transactions transactions() {
        return wiring.database();
    }

    @Override
    public ConsentRegister register() {
        return wiring.register();
    }

    @Override
    public FactsReader facts() {
        return wiring.facts();
    }

    @Override
    public DeadLetters deadLetters() {
        return wiring.deadLetters();
    }

    @Override
    public ChangedQueue changed() {
        return wiring.queue();
    }

    @Override
    public EventFiles eventFiles() {
        return new EventFiles(reader);
    }

    @Override
    public EventDesk desk() {
        return events -> {
            List<IntakeOutcome> outcomes =
                    wiring.intake().accept(events, wiring.clock().instant());
            List<EventDesk.Outcome> told = new ArrayList<>(outcomes.size());
            for (int i = 0; i < outcomes.size(); i++) {
                meters.event(Watching.type(events.get(i)), outcomes.get(i).wire());
                boolean accepted = outcomes.get(i) == IntakeOutcome.ACCEPTED;
                told.add(accepted ? new EventDesk.Outcome.Accepted() : new EventDesk.Outcome.Duplicate());
            }
            return told;
        };
    }

    @Override
    public boolean holds(Role role) {
        return roles.contains(role);
    }

    @Override
    public Account account() throws Exception {
        Settings.Account target = configuration.settings().account().orElseThrow();
        CallRoutes routes = CallRoutes.start();
        Watching watching = new Watching(meters);
        return new CommandAccount(routes, new AccountWiring(wiring, target, routes.camel(), watching, watching));
    }

    private record CommandAccount(CallRoutes routes, AccountWiring parts) implements Account {

        @Override
        public String name() {
            return parts.account().account();
        }

        @Override
        public SetupReport setUp(boolean dryRun) {
            return parts.setup().run(parts.setupPlan(), dryRun);
        }

        @Override
        public SetupPlan needs() {
            return parts.setupPlan();
        }

        @Override
        public Directory directory() {
            return parts.account().directory();
        }

        @Override
        public Reconcile reconcile() {
            return parts.reconcile();
        }

        @Override
        public Checkup.Finding ask() {
            return parts.checkup().ask();
        }

        @Override
        public void close() {
            parts.close();
            routes.close();
        }
    }

    @Override
    public Explaining explaining() {
        return new Explaining(
                wiring.database(),
                configuration.sites(),
                wiring.facts(),
                wiring.states(),
                wiring.gate(),
                wiring.clock());
    }

    /** What needs an account runs only where one is configured. */
    @Override
    public Service start() throws Exception {
        Settings settings = configuration.settings();
        Map<String, Supplier<HealthPart>> health = new LinkedHashMap<>();
        health.put("database", () -> Watching.database(wiring.database()));
        health.put("account", () -> HealthPart.degraded("no account: set ACTIVECAMPAIGN_URL and its token"));
        List<String> routes = new ArrayList<>(List.of("routes/intake/*.camel.yaml", "routes/shared/*.camel.yaml"));
        if (settings.account().isPresent()) {
            routes.add("routes/delivery/*.camel.yaml");
            routes.add("routes/feedback/*.camel.yaml");
        }
        Running running = new Running();
        running.connector = Connector.start(new Connector.Plan(
                routes,
                new Connector.Ports(settings.httpHost(), settings.httpPort(), "127.0.0.1", settings.observePort()),
                camel -> beans(camel, health, running),
                properties(settings),
                Doors.of(configuration.keys(), new WebhookSecret(wiring.hashes())::accepts, wiring.clock()),
                health,
                registry));
        return running;
    }

    private static final class Running implements Service {
        private Connector connector;
        private AccountWiring account;

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
            if (account != null) {
                account.tracking().stop();
                account.delivery().stop();
            }
            connector.close();
            if (account != null) {
                account.close();
            }
        }
    }

    private Map<String, String> properties(Settings settings) {
        Map<String, String> properties = new LinkedHashMap<>(settings.camel());
        properties.put("poll.period", String.valueOf(settings.pollEvery().toMillis()));
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

    private Map<String, Object> beans(CamelContext camel, Map<String, Supplier<HealthPart>> health, Running running) {
        Map<String, Object> beans = new LinkedHashMap<>();
        beans.put("answer", new AnswerRoute());
        beans.put("dropFolder", new DropFolder(configuration.sites(), eventFiles(), new FileLoading(desk())));
        beans.put("pushEvents", new PushEvents(reader, desk()));
        beans.put("openApi", new OpenApi());
        beans.put(
                "peopleAnswers", new PeopleAnswers(explaining(), configuration().sites()));
        configuration.settings().account().ifPresent(target -> {
            Watching watching = new Watching(meters);
            AccountWiring account = new AccountWiring(wiring, target, camel, watching, watching);
            account.recover(configuration.settings().databaseUrl().startsWith("jdbc:sqlite:"));
            beans.put(RouteCall.BEAN, new RouteCall());
            beans.put("account", account.account());
            beans.put("delivery", account.delivery());
            beans.put("tracking", account.tracking());
            beans.put("poll", account.poll());
            beans.put("activeCampaignWebhook", new ActiveCampaignWebhook(account.webhooks(), wiring.clock()));
            beans.put("nightlyReconcile", new NightlyReconcile(account.reconcile()));
            running.account = account;
            health.put(
                    "account",
                    () -> Watching.account(
                            account.state().view(), account.delivery().ready()));
            watchBacklog(target.name(), health);
        });
        return beans;
    }

    private void watchBacklog(String account, Map<String, Supplier<HealthPart>> health) {
        Clock clock = wiring.clock();
        SqlImportBatches batches = new SqlImportBatches();
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
        meters.importBatchesOpen(() -> wiring.database().read(tx -> batches.open(tx, account)));
        meters.deadLetters(() -> wiring.database().read(wiring.deadLetters()::count));
        health.put(
                "backlog",
                () -> Watching.backlog(
                        wiring.queue().backlog(account, clock.instant()),
                        wiring.database().read(wiring.deadLetters()::count),
                        clock.instant()));
    }

    private ChangedQueue.Backlog backlog(String account, Lane lane) {
        return wiring.queue()
                .backlog(account, wiring.clock().instant())
                .getOrDefault(lane, new ChangedQueue.Backlog(0, null));
    }

    @Override
    public void close() {
        wiring.close();
        afterwards.run();
    }
}
