package io.consentgate;

import io.consentgate.access.FrontDoor;
import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.activecampaign.RouteCall;
import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.Settings;
import io.consentgate.confirmation.Asking;
import io.consentgate.disclosure.live.HttpPages;
import io.consentgate.event.EventReader;
import io.consentgate.feedback.WebhookSecret;
import io.consentgate.intake.EventFiles;
import io.consentgate.operations.AccountRoutes;
import io.consentgate.operations.Connector;
import io.consentgate.operations.DropFolder;
import io.consentgate.operations.EventDesk;
import io.consentgate.operations.Explaining;
import io.consentgate.operations.Meters;
import io.consentgate.operations.SiteScriptFiles;
import io.consentgate.operations.TriggerDesk;
import io.consentgate.operations.command.Tools;
import io.consentgate.operations.http.ActiveCampaignWebhook;
import io.consentgate.operations.http.AnswerRoute;
import io.consentgate.operations.http.Doors;
import io.consentgate.operations.http.FollowLink;
import io.consentgate.operations.http.OpenApi;
import io.consentgate.operations.http.PeopleAnswers;
import io.consentgate.operations.http.PushEvents;
import io.consentgate.operations.http.ReceiveLead;
import io.consentgate.operations.http.SiteScripts;
import io.consentgate.operations.http.TriggerAnswers;
import io.consentgate.site.Site;
import io.consentgate.tracking.PersonTokens;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** The service: its ways in, the features that run in it, and how all of it ends. */
final class RunningService implements Tools.Service {

    private final Wiring wiring;
    private final Configuration configuration;
    private final Settings settings;
    private final Clock clock;
    private final Meters meters;
    private final UpkeepWiring upkeep;
    private final List<RunningAccount> accounts = new ArrayList<>();
    private final ActiveCampaignWebhook webhook;
    private final ServiceParts parts = new ServiceParts();
    private final FrontDoor frontDoor;
    private final PushEvents pushEvents;
    private final ReceiveLead receiveLead;
    private final DropFolder dropFolder;
    private final HttpPages pages = new HttpPages();
    private Connector connector;
    private Asking asking;

    private RunningService(Wiring wiring, EventReader reader, EventDesk desk, Meters meters) {
        this.wiring = wiring;
        this.configuration = wiring.configuration();
        this.settings = configuration.settings();
        this.clock = wiring.clock();
        this.meters = meters;
        this.upkeep = new UpkeepWiring(wiring);
        this.webhook = new ActiveCampaignWebhook(clock);
        this.frontDoor = Doors.of(configuration.keys(), webhook::accepts, settings.proxies(), clock);
        this.pushEvents = new PushEvents(reader, desk);
        this.receiveLead = new ReceiveLead(configuration.sites(), settings.chatbots(), reader, desk, clock);
        this.dropFolder = new DropFolder(configuration.sites(), new EventFiles(reader), desk, clock);
    }

    /** What needs an account runs only where one is configured. */
    static RunningService start(
            Wiring wiring, EventReader reader, EventDesk desk, Explaining explaining, Ahead ahead, Meters meters)
            throws Exception {
        // Holes in the notice's texts are found now, not when a notice is due.
        wiring.noticeTexts();
        CartWiring.checkWays(wiring);
        RunningService service = new RunningService(wiring, reader, desk, meters);
        WatchWiring.watch(wiring, service.parts, meters);
        service.connector = ahead.connector()
                .start(new Connector.Parts(
                        camel -> service.beans(camel, explaining), service.frontDoor, service.parts.health()));
        return service;
    }

    /** What the service runs in, which neither asks the database nor any part. */
    static Connector prepare(Configuration configuration, PrometheusMeterRegistry registry) throws Exception {
        Settings settings = configuration.settings();
        if ("json".equals(System.getProperty("consentgate.log"))) {
            Configurator.setRootLevel(Level.toLevel(settings.logLevel()));
        }
        List<String> routes = new ArrayList<>(List.of("intake", "upkeep", "shared"));
        if (settings.mail().isPresent()) {
            routes.add("confirmation");
        }
        if (settings.mail().flatMap(Settings.Mail::bounces).isPresent()) {
            routes.add("bounces");
        }
        if (!settings.accounts().isEmpty()) {
            routes.addAll(List.of("delivery", "feedback"));
        }
        return Connector.prepare(new Connector.Plan(
                routes.stream()
                        .map(folder -> "routes/" + folder + "/*.camel.yaml")
                        .toList(),
                new Connector.Ports(settings.httpHost(), settings.httpPort(), "127.0.0.1", settings.observePort()),
                properties(configuration),
                registry));
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
        accounts.forEach(RunningAccount::stop);
        connector.close();
        pages.close();
        accounts.forEach(RunningAccount::close);
    }

    private static Map<String, String> properties(Configuration configuration) {
        Settings settings = configuration.settings();
        Map<String, String> properties = new LinkedHashMap<>(settings.camel());
        properties.putAll(UpkeepWiring.properties(configuration));
        properties.putAll(ConfirmationWiring.properties(settings));
        settings.accounts().forEach(account -> properties.putAll(AccountRoutes.properties(account.name())));
        return properties;
    }

    private Map<String, Object> beans(CamelContext camel, Explaining explaining) {
        settings.accounts().forEach(target -> addAccount(camel, target));
        PersonTokens tokens = new PersonTokens(wiring.hashes());
        ConfirmationWiring confirmations = new ConfirmationWiring(wiring, meters);
        parts.bean("answer", new AnswerRoute());
        parts.bean("dropFolder", dropFolder);
        parts.bean("pushEvents", pushEvents);
        parts.bean("receiveLead", receiveLead);
        parts.bean("openApi", new OpenApi());
        parts.bean("followLink", new FollowLink(wiring.recoveryLinks(), clock));
        parts.bean("siteScripts", new SiteScripts(SiteScriptFiles.of(configuration)));
        parts.bean(
                "triggerAnswers",
                new TriggerAnswers(
                        new TriggerDesk(wiring.database(), configuration.sites(), wiring.automation(), clock)));
        parts.bean("peopleAnswers", new PeopleAnswers(explaining, configuration.sites(), tokens, clock));
        parts.bean("retention", upkeep.retention());
        parts.bean("confirmPage", confirmations.page());
        PublishingWiring.add(wiring, parts, meters, pages, accounts.isEmpty() ? null : this::switches);
        BannerWiring.add(wiring, parts, meters, tokens);
        settings.mail().ifPresent(mail -> asking = confirmations.addMails(parts, camel, mail));
        return parts.beans();
    }

    private void addAccount(CamelContext camel, Settings.Account target) {
        RunningAccount account = RunningAccount.add(wiring, parts, meters, camel, target);
        accounts.add(account);
        webhook.listen(new WebhookSecret(wiring.hashes(), target.name()), account.webhooks());
        parts.bean(RouteCall.BEAN, new RouteCall());
        CircuitBreakerRegistry breakers = RouteCall.breakers(target.name());
        breakers.getAllCircuitBreakers().forEach(breaker -> parts.bean(breaker.getName(), breaker));
        meters.breakers(breakers);
        parts.bean("activeCampaignWebhook", webhook);
    }

    /** What the account of a site records by itself; null before it was set up. */
    private AccountSwitches switches(Site site) {
        return accounts.stream()
                .filter(account -> account.name().equals(site.account()))
                .findFirst()
                .map(RunningAccount::switches)
                .orElse(null);
    }
}
