package io.consentgate;

import io.consentgate.access.FrontDoor;
import io.consentgate.access.Rate;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RouteCall;
import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.Notice;
import io.consentgate.configuration.Secret;
import io.consentgate.configuration.Settings;
import io.consentgate.confirmation.Asking;
import io.consentgate.confirmation.Limits;
import io.consentgate.confirmation.MailRoute;
import io.consentgate.confirmation.MailServer;
import io.consentgate.confirmation.Sender;
import io.consentgate.confirmation.SqlConfirmationMails;
import io.consentgate.delivery.ChangedQueue.Backlog;
import io.consentgate.delivery.SqlImportBatches;
import io.consentgate.disclosure.live.HttpPages;
import io.consentgate.disclosure.live.LiveCheck;
import io.consentgate.disclosure.publish.NoticeLibrary;
import io.consentgate.event.EventReader;
import io.consentgate.feedback.NightlyReconcile;
import io.consentgate.feedback.WebhookSecret;
import io.consentgate.intake.EventFiles;
import io.consentgate.intake.SqlInboundKeys;
import io.consentgate.operations.AskedAgain;
import io.consentgate.operations.BannerDesk;
import io.consentgate.operations.BannerWatch;
import io.consentgate.operations.ClockWatch;
import io.consentgate.operations.ConfirmationWatch;
import io.consentgate.operations.Connector;
import io.consentgate.operations.DropFolder;
import io.consentgate.operations.EventDesk;
import io.consentgate.operations.Explaining;
import io.consentgate.operations.HealthPart;
import io.consentgate.operations.Meters;
import io.consentgate.operations.NoticeDesk;
import io.consentgate.operations.OppositionAges;
import io.consentgate.operations.PersonDesk;
import io.consentgate.operations.PollWatch;
import io.consentgate.operations.Queues;
import io.consentgate.operations.Retention;
import io.consentgate.operations.SiteScriptFiles;
import io.consentgate.operations.TriggerDesk;
import io.consentgate.operations.Watching;
import io.consentgate.operations.command.Tools;
import io.consentgate.operations.http.ActiveCampaignWebhook;
import io.consentgate.operations.http.AnswerRoute;
import io.consentgate.operations.http.ConfirmPage;
import io.consentgate.operations.http.Doors;
import io.consentgate.operations.http.FollowLink;
import io.consentgate.operations.http.Notices;
import io.consentgate.operations.http.OpenApi;
import io.consentgate.operations.http.PeopleAnswers;
import io.consentgate.operations.http.PushEvents;
import io.consentgate.operations.http.ReceiveLead;
import io.consentgate.operations.http.SiteScripts;
import io.consentgate.operations.http.TellBanner;
import io.consentgate.operations.http.TellPerson;
import io.consentgate.operations.http.TriggerAnswers;
import io.consentgate.site.Site;
import io.consentgate.tracking.PersonTokens;
import io.consentgate.tracking.SqlTrackingOutbox;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** The service: routes, the beans that they name, health and figures; and how all of it ends. */
final class RunningService implements Tools.Service {

    /** Behaviour events that were sent or are in doubt are told to nobody any more after that. */
    private static final Duration TRACKING_KEPT = Duration.ofDays(7);

    /** Of one remote address: behind a proxy that is everybody. */
    private static final int CONFIRMATIONS_A_MINUTE = 600;

    /** Whoever was asked without a date is not asked again as long as that is known. */
    private static final Duration CONFIRMATIONS_KEPT = Duration.ofDays(400);
    /** Visitors who are forgotten in one transaction. */
    private static final int VISITORS_AT_ONCE = 5_000;

    /** Longer than any cap looks back. */
    private static final Duration TRIGGERS_KEPT = Duration.ofDays(100);

    private final Wiring wiring;
    private final Configuration configuration;
    private final Settings settings;
    private final Clock clock;
    private final Meters meters;
    private final Map<String, Supplier<HealthPart>> health = new LinkedHashMap<>();
    private final FrontDoor frontDoor;
    private final PushEvents pushEvents;
    private final ReceiveLead receiveLead;
    private final DropFolder dropFolder;
    private final HttpPages pages = new HttpPages();
    private Connector connector;
    private AccountWiring account;
    private Asking asking;

    private RunningService(Wiring wiring, EventReader reader, EventDesk desk, Meters meters) {
        this.wiring = wiring;
        this.configuration = wiring.configuration();
        this.settings = configuration.settings();
        this.clock = wiring.clock();
        this.meters = meters;
        this.frontDoor = Doors.of(configuration.keys(), new WebhookSecret(wiring.hashes())::accepts, clock);
        this.pushEvents = new PushEvents(reader, desk);
        this.receiveLead = new ReceiveLead(configuration.sites(), settings.chatbots(), reader, desk, clock);
        this.dropFolder = new DropFolder(configuration.sites(), new EventFiles(reader), desk, clock);
    }

    /** What needs an account runs only where one is configured. */
    static RunningService start(
            Wiring wiring,
            EventReader reader,
            EventDesk desk,
            Explaining explaining,
            PrometheusMeterRegistry registry,
            Meters meters)
            throws Exception {
        // Holes in the notice's texts are found now, not when a notice is due.
        NoticeWiring.texts(wiring.configuration());
        RunningService service = new RunningService(wiring, reader, desk, meters);
        service.watch();
        if ("json".equals(System.getProperty("consentgate.log"))) {
            Configurator.setRootLevel(Level.toLevel(service.settings.logLevel()));
        }
        Settings settings = service.settings;
        List<String> routes = new ArrayList<>(List.of("intake", "upkeep", "shared"));
        if (settings.mail().isPresent()) {
            routes.add("confirmation");
        }
        if (settings.account().isPresent()) {
            routes.addAll(List.of("delivery", "feedback"));
        }
        service.connector = Connector.start(new Connector.Plan(
                routes.stream()
                        .map(folder -> "routes/" + folder + "/*.camel.yaml")
                        .toList(),
                new Connector.Ports(settings.httpHost(), settings.httpPort(), "127.0.0.1", settings.observePort()),
                camel -> service.beans(camel, explaining),
                service.properties(),
                service.frontDoor,
                service.health,
                registry));
        return service;
    }

    @Override
    public int httpPort() {
        return connector.httpPort();
    }

    @Override
    public int observePort() {
        return connector.observePort();
    }

    /** Nothing new is begun; what is in flight is finished, of long uploads and files the batch in hand. */
    @Override
    public void close() {
        frontDoor.close();
        pushEvents.stop();
        dropFolder.stop();
        if (asking != null) {
            asking.stop();
        }
        if (account != null) {
            account.tracking().stop();
            account.carts().stop();
            account.triggers().stop();
            account.delivery().stop();
        }
        connector.close();
        pages.close();
        if (account != null) {
            account.close();
        }
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>(settings.camel());
        properties.put("poll.period", String.valueOf(settings.pollEvery().toMillis()));
        properties.put(
                "disclosure.period",
                String.valueOf(settings.upkeep().noticeEvery().toMillis()));
        properties.put("reconcile.schedule", settings.upkeep().reconcileSchedule());
        for (Site site : configuration.sites().all()) {
            String template = "camel.routeTemplate[file-drop-" + site.name() + "].";
            properties.put(template + "templateId", "file-drop");
            properties.put(template + "site", site.name());
            properties.put(template + "folder", dropFolderOf(site).toString());
            properties.put(
                    template + "schedule", settings.upkeep().dropSchedule().replace(' ', '+'));
        }
        return properties;
    }

    private Path dropFolderOf(Site site) {
        return settings.dataDir().resolve("drop").resolve(site.name());
    }

    private Map<String, Object> beans(CamelContext camel, Explaining explaining) {
        Map<String, Object> beans = new LinkedHashMap<>();
        beans.put("answer", new AnswerRoute());
        beans.put("dropFolder", dropFolder);
        beans.put("pushEvents", pushEvents);
        beans.put("receiveLead", receiveLead);
        beans.put("openApi", new OpenApi());
        beans.put("followLink", new FollowLink(wiring.recoveryLinks(), clock));
        beans.put("siteScripts", new SiteScripts(SiteScriptFiles.of(configuration)));
        beans.put(
                "triggerAnswers",
                new TriggerAnswers(
                        new TriggerDesk(wiring.database(), configuration.sites(), wiring.automation(), clock)));
        beans.put("noticeRefresh", wiring.noticeChanges());
        addNotices(beans);
        beans.put("tellBanner", tellBanner());
        PersonTokens tokens = new PersonTokens(wiring.hashes());
        beans.put("tellPerson", tellPerson(tokens));
        beans.put("peopleAnswers", new PeopleAnswers(explaining, configuration.sites(), tokens, clock));
        beans.put(
                "retention",
                new Retention(
                        configuration.sites().all().stream()
                                .map(this::dropFolderOf)
                                .toList(),
                        settings.upkeep().keepFiles(),
                        this::removeOldRows,
                        clock));
        beans.put("confirmPage", confirmPage());
        settings.mail().ifPresent(mail -> addConfirmations(beans, camel, mail));
        settings.account().ifPresent(target -> addAccount(beans, camel, target));
        return beans;
    }

    private TellPerson tellPerson(PersonTokens tokens) {
        return new TellPerson(
                configuration.sites(),
                new PersonDesk(
                        wiring.database(),
                        tokens,
                        wiring.bannerIntake(),
                        wiring.facts(),
                        wiring.states(),
                        wiring.gate()),
                clock);
    }

    private TellBanner tellBanner() {
        BannerWatch watch = new BannerWatch(meters, clock);
        if (configuration.sites().all().stream().anyMatch(site -> site.banner() != null)) {
            health.put("banner", watch::health);
        }
        BannerDesk desk = new BannerDesk(wiring.database(), wiring.bannerIntake(), wiring.gate(), configuration.laws());
        return new TellBanner(configuration.sites(), desk, watch, clock);
    }

    private void addNotices(Map<String, Object> beans) {
        LiveCheck check = NoticeWiring.liveCheck(wiring, pages);
        NoticeLibrary library = new NoticeLibrary(NoticeWiring.history(wiring), configuration.sites(), clock);
        library.refresh();
        boolean banners = configuration.sites().all().stream().anyMatch(site -> site.banner() != null);
        NoticeDesk desk = new NoticeDesk(
                configuration.sites(),
                NoticeWiring.office(wiring),
                settings.account().isEmpty()
                        ? null
                        : () -> account.delivery().ready() ? account.switches().read() : null,
                new AskedAgain(wiring.database(), wiring.people(), wiring.facts(), wiring.gate()),
                library,
                NoticeWiring.watch(wiring, check),
                check,
                clock);
        beans.put("notices", new Notices(library, banners));
        beans.put("noticeDesk", desk);
        health.put("disclosure", desk::health);
        configuration.sites().all().forEach(site -> meters.disclosureCurrent(site.name(), () -> desk.current(site)));
    }

    private void addAccount(Map<String, Object> beans, CamelContext camel, Settings.Account target) {
        Watching watching = new Watching(meters);
        account = new AccountWiring(wiring, target, camel, watching, watching);
        account.recover(settings.databaseUrl().startsWith("jdbc:sqlite:"));
        PollWatch poll = new PollWatch(account.poll()::run, clock);
        beans.put(RouteCall.BEAN, new RouteCall());
        beans.put("account", account.account());
        beans.put("delivery", account.delivery());
        beans.put("tracking", account.tracking());
        beans.put("carts", account.carts());
        beans.put("triggers", account.triggers());
        beans.put("poll", poll);
        beans.put("activeCampaignWebhook", new ActiveCampaignWebhook(account.webhooks(), clock));
        beans.put("nightlyReconcile", new NightlyReconcile(account.reconcile()));
        health.put("imports", () -> Watching.imports(account.delivery().importsRefused()));
        health.put(
                "account",
                () -> Watching.account(
                        account.state().view(), account.delivery().ready()));
        health.put("poll", poll::health);
    }

    /** Links of mails that were sent keep working, also when no mails are sent any more. */
    private ConfirmPage confirmPage() {
        return new ConfirmPage(
                wiring.confirmations(meters::confirmation).answering(),
                site -> {
                    Notice.Controller controller = controller(site);
                    return new ConfirmPage.Sender(controller.name(), controller.rightsContact());
                },
                new Rate(CONFIRMATIONS_A_MINUTE, Duration.ofMinutes(1), clock));
    }

    private Notice.Controller controller(Site site) {
        return configuration.notice().controllers().get(site.controller());
    }

    private void addConfirmations(Map<String, Object> beans, CamelContext camel, Settings.Mail mail) {
        MailRoute post = new MailRoute(camel);
        asking = wiring.confirmations(meters::confirmation)
                .asking(
                        configuration.mailTexts(),
                        site -> {
                            Notice.Controller controller = controller(site);
                            return new Sender(
                                    controller.name(),
                                    controller.address(),
                                    controller.rightsContact(),
                                    controller.website() == null
                                            ? ""
                                            : controller.website().toString(),
                                    mail.from());
                        },
                        settings.publicUrl().orElseThrow(),
                        new Limits(mail.perAddress(), mail.perHour()),
                        post);
        if (settings.databaseUrl().startsWith("jdbc:sqlite:")) {
            asking.recover();
        }
        beans.put("confirmations", asking);
        beans.put(MailRoute.BEAN, post);
        beans.put(
                MailRoute.SERVER,
                MailRoute.sender(new MailServer(
                        mail.host(),
                        mail.port(),
                        MailServer.Security.valueOf(mail.security().toUpperCase(Locale.ROOT)),
                        mail.user().orElse(null),
                        mail.password().map(Secret::reveal).orElse(null))));
        ConfirmationWatch watch = new ConfirmationWatch(asking, clock);
        health.put("confirmations", watch::health);
        meters.confirmationsWaiting(() -> asking.waiting().people());
        meters.confirmationsOldestSeconds(watch::oldestSeconds);
    }

    private void removeOldRows(Instant now) {
        int forgotten;
        do {
            forgotten = wiring.database().write(tx -> wiring.bannerIntake().expire(tx, now, VISITORS_AT_ONCE));
        } while (forgotten == VISITORS_AT_ONCE);
        wiring.database().write(tx -> {
            new SqlTrackingOutbox().expire(tx, now.minus(TRACKING_KEPT));
            new SqlConfirmationMails().forgetBefore(tx, now.minus(CONFIRMATIONS_KEPT));
            wiring.automation().expire(tx, now.minus(TRIGGERS_KEPT));
            settings.upkeep().keepEventKeys().ifPresent(kept -> new SqlInboundKeys().forgetBefore(tx, now.minus(kept)));
            return null;
        });
    }

    private void watch() {
        health.put("database", () -> Watching.database(wiring.database()));
        health.put("disk", () -> Watching.disk(settings.dataDir().toFile().getUsableSpace()));
        health.put("clock", new ClockWatch(clock)::health);
        health.put(
                "opposition_registers",
                () -> OppositionAges.health(
                        () -> wiring.database().read(wiring.oppositions()::loaded),
                        wiring.configuration().laws().all(),
                        clock.instant()));
        health.put("account", () -> HealthPart.degraded("no account: set ACTIVECAMPAIGN_URL and its token"));
        Queues queues = new Queues(this::count);
        health.put("backlog", () -> Watching.backlog(queues.now().backlog(), clock.instant()));
        health.put("dead_letters", () -> Watching.deadLetters(queues.now().deadLetters()));
        for (Lane lane : Lane.values()) {
            String name = lane.name().toLowerCase(Locale.ROOT);
            meters.changedBacklog(name, () -> backlog(queues, lane).people());
            meters.changedOldestSeconds(name, () -> {
                Instant oldest = backlog(queues, lane).oldest();
                return oldest == null
                        ? 0
                        : Math.max(0, Duration.between(oldest, clock.instant()).toSeconds());
            });
        }
        meters.importBatchesOpen(() -> queues.now().openBatches());
        meters.deadLetters(() -> queues.now().deadLetters());
    }

    private static Backlog backlog(Queues queues, Lane lane) {
        return queues.now().backlog().getOrDefault(lane, new Backlog(0, null));
    }

    private Queues.Figures count() {
        String name = settings.account().map(Settings.Account::name).orElse("main");
        Map<Lane, Backlog> backlog = wiring.queue().backlog(name, clock.instant());
        wiring.shoppers()
                .backlog(name, clock.instant())
                .forEach((lane, shoppers) -> backlog.merge(lane, shoppers, Backlog::and));
        return wiring.database()
                .read(tx -> new Queues.Figures(
                        backlog,
                        new SqlImportBatches().open(tx, name),
                        wiring.deadLetters().count(tx)));
    }
}
