package io.consentgate;

import io.consentgate.activecampaign.AccountState;
import io.consentgate.activecampaign.AccountUrl;
import io.consentgate.activecampaign.Automations;
import io.consentgate.activecampaign.CallBudget;
import io.consentgate.activecampaign.CallObserver;
import io.consentgate.activecampaign.Calls;
import io.consentgate.activecampaign.Checkup;
import io.consentgate.activecampaign.EventHost;
import io.consentgate.activecampaign.HttpActiveCampaign;
import io.consentgate.activecampaign.HttpAutomations;
import io.consentgate.activecampaign.HttpDeepData;
import io.consentgate.activecampaign.RouteTransport;
import io.consentgate.activecampaign.Setup;
import io.consentgate.activecampaign.SetupPlan;
import io.consentgate.activecampaign.SqlDirectory;
import io.consentgate.activecampaign.SqlSlots;
import io.consentgate.activecampaign.SwitchReader;
import io.consentgate.activecampaign.Ticker;
import io.consentgate.automation.Occasion;
import io.consentgate.automation.Occasions;
import io.consentgate.automation.Triggers;
import io.consentgate.cart.CartDelivery;
import io.consentgate.cart.Connections;
import io.consentgate.cart.Happenings;
import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.Settings;
import io.consentgate.delivery.Delivery;
import io.consentgate.delivery.DeliveryObserver;
import io.consentgate.delivery.SqlDecisionLog;
import io.consentgate.delivery.SqlImportBatches;
import io.consentgate.feedback.Permitted;
import io.consentgate.feedback.Poll;
import io.consentgate.feedback.Reconcile;
import io.consentgate.feedback.RegisterStatements;
import io.consentgate.feedback.RemoteFeedback;
import io.consentgate.feedback.RemoteNoes;
import io.consentgate.feedback.SqlCursors;
import io.consentgate.feedback.SqlFindings;
import io.consentgate.feedback.SqlWebhookKeys;
import io.consentgate.feedback.WebhookSecret;
import io.consentgate.feedback.Webhooks;
import io.consentgate.mapping.Target;
import io.consentgate.site.Selling;
import io.consentgate.site.Site;
import io.consentgate.site.Trigger;
import io.consentgate.tracking.SqlTrackingOutbox;
import io.consentgate.tracking.TrackingDelivery;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** Everything that talks to one ActiveCampaign account. */
public final class AccountWiring implements AutoCloseable {

    /** An import took 5 to 10 seconds when it was measured (activecampaign-api.md 7.1). */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(6);

    private final AccountState state;
    private final Setup setup;
    private final SetupPlan setupPlan;
    private final Checkup checkup;
    private final SwitchReader switches;
    private final HttpActiveCampaign account;
    private final Delivery delivery;
    private final TrackingDelivery tracking;
    private final CartDelivery carts;
    private final Automations automations;
    private final Triggers triggers;
    private final Set<String> automationNames;
    private final Poll poll;
    private final Webhooks webhooks;
    private final Reconcile reconcile;

    /** @param camel runs the routes {@code call-activecampaign} and {@code call-event-host} */
    public AccountWiring(
            Wiring wiring,
            Settings.Account target,
            CamelContext camel,
            CallObserver calls,
            DeliveryObserver deliveries) {
        var sites = wiring.configuration().sites();
        var clock = wiring.clock();
        var database = wiring.database();
        var settings = wiring.configuration().settings();
        String name = target.name();
        this.state = new AccountState(clock);
        EventHost events = settings.eventEndpoint()
                .map(endpoint -> new EventHost(
                        AccountUrl.events(endpoint.url().toString()),
                        endpoint.account(),
                        endpoint.key().reveal()))
                .orElse(null);
        RouteTransport transport = new RouteTransport(
                camel,
                AccountUrl.account(target.url().toString()),
                target.token().reveal(),
                events == null ? null : events.url());
        CallBudget budget = new CallBudget(new SqlSlots(database, name, Ticker.SYSTEM), Ticker.SYSTEM);
        SqlDirectory directory = new SqlDirectory(database, name, clock);
        List<Target> mapped = sites.onAccount(name).stream()
                .flatMap(site -> site.targets().stream())
                .distinct()
                .toList();
        Calls allCalls = new Calls(name, transport, budget, state, calls, Ticker.SYSTEM, clock);
        this.setup = new Setup(allCalls, directory);
        this.setupPlan = setupPlan(wiring, name);
        this.checkup = new Checkup(name, transport, budget, clock);
        this.switches = new SwitchReader(allCalls, clock);
        this.account = new HttpActiveCampaign(allCalls, directory::get, mapped, events);
        RemoteFeedback feedback = new RemoteFeedback(
                sites,
                wiring.facts(),
                new RegisterStatements(wiring.people(), wiring.register()),
                wiring.states(),
                wiring.changed(),
                clock);
        this.delivery = new Delivery(new Delivery.Parts(
                account,
                database,
                wiring.queue(),
                wiring.states(),
                new SqlImportBatches(),
                wiring.planning(),
                feedback,
                wiring.deadLetters(),
                new SqlDecisionLog(),
                wiring.erasure(),
                deliveries,
                (field, value) ->
                        wiring.hashes().hex("confirmed", field + "=" + value).substring(0, 16),
                grace(wiring, name),
                FIRST_LOOK,
                UUID.randomUUID().toString(),
                clock));
        this.tracking = new TrackingDelivery(
                account,
                database,
                new SqlTrackingOutbox(),
                wiring.states(),
                sites,
                wiring.gate(),
                wiring.facts(),
                clock);
        this.automations = new HttpAutomations(allCalls);
        this.automationNames = automationNames(sites.onAccount(name));
        this.triggers = wiring.automation().on(account, automations, wiring.gate());
        SqlWebhookKeys webhookKeys = new SqlWebhookKeys();
        this.carts = new CartDelivery(new CartDelivery.Parts(
                name,
                new HttpDeepData(allCalls, directory::get),
                database,
                wiring.shoppers(),
                sites,
                wiring.people(),
                wiring.planning(),
                wiring.states(),
                wiring.gate(),
                wiring.recoveryLinks(),
                text -> wiring.hashes().hex("deep-data", text).substring(0, 24),
                happenings(wiring.automation().occasions()),
                wiring.deadLetters(),
                UUID.randomUUID().toString(),
                clock));
        this.poll = new Poll(
                account,
                database,
                new SqlCursors(),
                webhookKeys,
                new RemoteNoes(
                        account, database, wiring.states(), wiring.changed(), wiring.facts(), feedback, sites, clock),
                sites,
                clock);
        this.webhooks = new Webhooks(
                name,
                database,
                webhookKeys,
                wiring.hashes(),
                wiring.states(),
                feedback,
                wiring.changed(),
                account::directory,
                sites);
        this.reconcile = new Reconcile(
                account,
                database,
                new SqlCursors(),
                new SqlFindings(),
                wiring.states(),
                wiring.changed(),
                Permitted.by(wiring.planning()),
                sites,
                clock);
    }

    /** From the last permission to the deletion: the shortest of the countries of this account's sites. */
    private static Duration grace(Wiring wiring, String account) {
        return wiring.configuration().sites().onAccount(account).stream()
                .map(site -> wiring.configuration()
                        .laws()
                        .of(site.country())
                        .limits()
                        .graceDays())
                .min(Integer::compare)
                .map(Duration::ofDays)
                .orElse(Duration.ZERO);
    }

    private static SetupPlan setupPlan(Wiring wiring, String account) {
        Configuration configuration = wiring.configuration();
        Collection<Site> sites = configuration.sites().onAccount(account);
        URI publicUrl = configuration.settings().publicUrl().orElse(null);
        SetupPlan plan = SetupPlan.of(
                        sites.stream().map(Site::mapping).toList(),
                        sender(configuration, sites),
                        publicUrl == null ? null : new WebhookSecret(wiring.hashes()).address(publicUrl),
                        eventNames(sites))
                .selling(shops(configuration, sites), customerTags(sites), domains(sites));
        for (Site site : sites) {
            site.targets().stream()
                    .filter(Target.Custom.class::isInstance)
                    .map(Target.Custom.class::cast)
                    .forEach(plan.fields()::add);
            plan.tags().addAll(site.triggerTags());
        }
        return plan;
    }

    private static List<SetupPlan.Shop> shops(Configuration configuration, Collection<Site> sites) {
        List<SetupPlan.Shop> shops = new ArrayList<>();
        for (Site site : sites) {
            Selling.Orders orders = site.selling().orders();
            String page = orders == null || orders.page() == null
                    ? sender(configuration, List.of(site))
                    : orders.page().toString();
            String logo = orders == null || orders.logo() == null
                    ? page + "/favicon.ico"
                    : orders.logo().toString();
            Connections.of(site).forEach(name -> shops.add(new SetupPlan.Shop(name, page, logo)));
        }
        return shops;
    }

    private static List<String> customerTags(Collection<Site> sites) {
        return sites.stream().map(Site::customerTag).filter(Objects::nonNull).toList();
    }

    private static List<String> domains(Collection<Site> sites) {
        return sites.stream().flatMap(site -> site.selling().domains().stream()).toList();
    }

    private static List<String> eventNames(Collection<Site> sites) {
        return sites.stream()
                .flatMap(site -> site.triggers().stream())
                .map(Trigger::action)
                .filter(Trigger.Event.class::isInstance)
                .map(event -> ((Trigger.Event) event).name())
                .distinct()
                .toList();
    }

    /** What carts and orders mean for the marketers' triggers. */
    private static Happenings happenings(Occasions occasions) {
        return (tx, happening) -> occasions.happened(
                tx,
                new Occasion(
                        Occasion.Kind.valueOf(happening.kind().name()),
                        happening.site(),
                        happening.personId(),
                        happening.shop(),
                        happening.externalId(),
                        happening.total(),
                        happening.categories(),
                        happening.live(),
                        happening.at()));
    }

    /** The automations that triggers name. */
    static Set<String> automationNames(Collection<Site> sites) {
        return sites.stream()
                .flatMap(site -> site.triggers().stream())
                .map(Trigger::action)
                .filter(Trigger.Enrol.class::isInstance)
                .map(enrol -> ((Trigger.Enrol) enrol).automation())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** One controller per account (READINGS 13): its website, else the domain that it writes from. */
    private static String sender(Configuration configuration, Collection<Site> sites) {
        return sites.stream()
                .map(site -> configuration.notice().controllers().get(site.controller()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(controller -> controller.website() != null
                        ? controller.website().toString()
                        : "https://"
                                + controller
                                        .email()
                                        .substring(controller.email().indexOf('@') + 1))
                .orElse("https://localhost");
    }

    /** What {@code setup} looks for and makes. */
    public SetupPlan setupPlan() {
        return setupPlan;
    }

    public Setup setup() {
        return setup;
    }

    public SwitchReader switches() {
        return switches;
    }

    public Checkup checkup() {
        return checkup;
    }

    public AccountState state() {
        return state;
    }

    public HttpActiveCampaign account() {
        return account;
    }

    public Delivery delivery() {
        return delivery;
    }

    public TrackingDelivery tracking() {
        return tracking;
    }

    public CartDelivery carts() {
        return carts;
    }

    public Automations automations() {
        return automations;
    }

    /** The automations that the triggers of the account's sites name. */
    public Set<String> automationNames() {
        return automationNames;
    }

    public Triggers triggers() {
        return triggers;
    }

    public Poll poll() {
        return poll;
    }

    public Webhooks webhooks() {
        return webhooks;
    }

    public Reconcile reconcile() {
        return reconcile;
    }

    /**
     * Takes up what a killed process left.
     *
     * @param alone whether no other process works on this database
     */
    public void recover(boolean alone) {
        delivery.recover(alone);
        carts.recover(alone);
        if (alone) {
            tracking.recover();
            triggers.recover();
        }
    }

    /** Finishes what is in flight, begins nothing new. */
    @Override
    public void close() {
        tracking.stop();
        carts.close();
        triggers.stop();
        delivery.close();
    }
}
