package io.consentgate;

import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.activecampaign.Checkup;
import io.consentgate.activecampaign.Directory;
import io.consentgate.activecampaign.SetupPlan;
import io.consentgate.activecampaign.SetupReport;
import io.consentgate.cart.OpenCarts;
import io.consentgate.cart.RefusedPurchases;
import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.Role;
import io.consentgate.configuration.Settings;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue;
import io.consentgate.delivery.DeadLetters;
import io.consentgate.delivery.FactsReader;
import io.consentgate.delivery.LoggedDecisions;
import io.consentgate.delivery.SqlDecisionLog;
import io.consentgate.disclosure.NoticeOffice;
import io.consentgate.disclosure.live.HttpPages;
import io.consentgate.disclosure.live.LiveCheck;
import io.consentgate.disclosure.live.PageReport;
import io.consentgate.disclosure.live.SqlPageStandings;
import io.consentgate.event.EventReader;
import io.consentgate.feedback.Reconcile;
import io.consentgate.intake.EventFiles;
import io.consentgate.interest.Interests;
import io.consentgate.operations.AskedAgain;
import io.consentgate.operations.CallRoutes;
import io.consentgate.operations.EventDesk;
import io.consentgate.operations.Expiring;
import io.consentgate.operations.Explaining;
import io.consentgate.operations.Meters;
import io.consentgate.operations.OppositionLoading;
import io.consentgate.operations.TriggerDesk;
import io.consentgate.operations.Watching;
import io.consentgate.operations.command.Tools;
import io.consentgate.person.People;
import io.consentgate.site.Site;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Everything around the parts: the running service, its surfaces and meters, and what the commands work with. */
public final class ServiceWiring implements Tools {
    private final Wiring wiring;
    private final Configuration configuration;
    private final PrometheusMeterRegistry registry;
    private final Ahead ahead;
    private final Meters meters;
    private final EventReader reader;
    private final Set<Role> roles;
    private Runnable afterwards = () -> {};

    private ServiceWiring(Wiring wiring, PrometheusMeterRegistry registry, Ahead ahead, Set<Role> roles) {
        this.wiring = wiring;
        this.registry = registry;
        this.ahead = ahead;
        this.roles = Set.copyOf(roles);
        this.configuration = wiring.configuration();
        this.meters = new Meters(
                registry,
                configuration.settings().accounts().stream()
                        .map(Settings.Account::name)
                        .toList());
        this.reader = EventFiles.eventReader(configuration.sites()::owning);
    }

    /**
     * Opens the database and brings its tables up to date.
     *
     * @param roles of whoever asks, at the command line
     */
    public static ServiceWiring open(Configuration configuration, Set<Role> roles) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        return open(configuration, registry, Ahead.nothing(configuration, registry), roles);
    }

    /** As {@link #open}, and while the database opens another thread makes what the service runs in. */
    public static ServiceWiring openToRun(Configuration configuration, Set<Role> roles) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        return open(configuration, registry, Ahead.begin(configuration, registry), roles);
    }

    private static ServiceWiring open(
            Configuration configuration, PrometheusMeterRegistry registry, Ahead ahead, Set<Role> roles) {
        Wiring wiring = Wiring.open(configuration, ahead::texts, Clock.systemUTC());
        return new ServiceWiring(wiring, registry, ahead, roles);
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
    public Clock clock() {
        return wiring.clock();
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
    public People people() {
        return wiring.people();
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
    public RefusedPurchases refusedPurchases() {
        return new RefusedPurchases(wiring.shoppers());
    }

    @Override
    public TriggerDesk triggers() {
        return new TriggerDesk(wiring.database(), configuration.sites(), wiring.automation(), wiring.clock());
    }

    @Override
    public EventFiles eventFiles() {
        return new EventFiles(reader);
    }

    @Override
    public EventDesk desk() {
        return new CountingDesk(wiring.intake(), wiring.clock(), meters);
    }

    @Override
    public boolean holds(Role role) {
        return roles.contains(role);
    }

    @Override
    public NoticeOffice notices() {
        return NoticeWiring.office(wiring);
    }

    @Override
    public Looking looking() {
        HttpPages pages = new HttpPages();
        LiveCheck check = NoticeWiring.liveCheck(wiring, pages);
        return new Looking() {
            @Override
            public LiveCheck check() {
                return check;
            }

            @Override
            public void close() {
                pages.close();
            }
        };
    }

    @Override
    public List<PageReport> lastSeen(Site site) {
        return wiring.database().read(tx -> new SqlPageStandings().of(tx, site.name()));
    }

    @Override
    public AskedAgain askedAgain() {
        return new AskedAgain(wiring.database(), wiring.people(), wiring.facts(), wiring.gate());
    }

    @Override
    public Account account(String name) throws Exception {
        Settings.Account target = configuration.settings().account(name).orElseThrow();
        CallRoutes routes = CallRoutes.start(name);
        Watching watching = new Watching(meters, name);
        return new CommandAccount(routes, new AccountWiring(wiring, target, routes.camel(), watching, watching));
    }

    private record CommandAccount(CallRoutes routes, AccountWiring parts) implements Account {

        @Override
        public String name() {
            return parts.account().account();
        }

        @Override
        public SetupReport setUp(boolean dryRun) {
            SetupReport report = parts.setup().run(parts.setupPlan(), dryRun);
            if (report.unreachable()) {
                return report;
            }
            List<SetupReport.Line> lines = new ArrayList<>(report.lines());
            lines.addAll(automations());
            return new SetupReport(lines);
        }

        @Override
        public List<SetupReport.Line> automations() {
            return parts.automations().check(parts.automationNames());
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
        public AccountSwitches switches() {
            return parts.switches().read();
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
                new OpenCarts(wiring.people(), wiring.recoveryLinks()),
                wiring.gate(),
                wiring.clock());
    }

    @Override
    public Expiring expiring() {
        return new Expiring(wiring.database(), wiring.people(), wiring.facts(), wiring.gate(), wiring.clock());
    }

    @Override
    public Interests interests() {
        return new Interests(
                wiring.database(),
                wiring.people(),
                wiring.register(),
                wiring.queue(),
                wiring.facts(),
                configuration.laws(),
                wiring.gate(),
                wiring.clock());
    }

    @Override
    public OppositionLoading oppositions() {
        return new OppositionLoading(
                wiring.database(),
                wiring.oppositions(),
                wiring.people(),
                wiring.queue(),
                configuration.sites(),
                wiring.clock());
    }

    @Override
    public LoggedDecisions decisions() {
        return new SqlDecisionLog();
    }

    @Override
    public Service start() throws Exception {
        return RunningService.start(wiring, reader, desk(), explaining(), ahead, meters);
    }

    @Override
    public void close() {
        wiring.close();
        afterwards.run();
    }
}
