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
import io.consentgate.automation.Triggers;
import io.consentgate.cart.CartDelivery;
import io.consentgate.configuration.Settings;
import io.consentgate.delivery.Delivery;
import io.consentgate.delivery.DeliveryObserver;
import io.consentgate.feedback.Poll;
import io.consentgate.feedback.Reconcile;
import io.consentgate.feedback.Webhooks;
import io.consentgate.mapping.Target;
import io.consentgate.site.Site;
import io.consentgate.tracking.TrackingDelivery;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;

/** Everything that talks to one ActiveCampaign account: the way there, and what each feature does with it. */
final class AccountWiring implements AutoCloseable {

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

    /** @param camel runs the account's routes {@code call-activecampaign} and {@code call-event-host} */
    AccountWiring(
            Wiring wiring,
            Settings.Account target,
            CamelContext camel,
            CallObserver calls,
            DeliveryObserver deliveries) {
        var sites = wiring.configuration().sites().onAccount(target.name());
        var clock = wiring.clock();
        String name = target.name();
        EventHost events = events(wiring.configuration().settings(), name);
        RouteTransport transport = new RouteTransport(
                camel,
                name,
                AccountUrl.account(target.url().toString()),
                target.token().reveal(),
                events == null ? null : events.url());
        CallBudget budget = new CallBudget(new SqlSlots(wiring.database(), name, Ticker.SYSTEM), Ticker.SYSTEM);
        SqlDirectory directory = new SqlDirectory(wiring.database(), name, clock);
        this.state = new AccountState(clock);
        Calls allCalls = new Calls(name, transport, budget, state, calls, Ticker.SYSTEM, clock);
        this.account = new HttpActiveCampaign(allCalls, directory::get, targets(sites), events);
        this.setup = new Setup(allCalls, directory);
        this.setupPlan = SetupWiring.plan(wiring, name);
        this.checkup = new Checkup(name, transport, budget, clock);
        this.switches = new SwitchReader(allCalls, clock);
        FeedbackWiring feedback = new FeedbackWiring(wiring, account);
        this.poll = feedback.poll();
        this.webhooks = feedback.webhooks();
        this.reconcile = feedback.reconcile();
        this.delivery = DeliveryWiring.contacts(wiring, account, feedback.noes(), deliveries);
        this.tracking = DeliveryWiring.tracking(wiring, account);
        this.carts = CartWiring.delivery(wiring, name, new HttpDeepData(allCalls, directory::get));
        this.automations = new HttpAutomations(allCalls);
        this.automationNames = SetupWiring.automationNames(sites);
        this.triggers = wiring.automation().on(account, automations, wiring.gate());
    }

    private static EventHost events(Settings settings, String account) {
        return settings.eventEndpoint(account)
                .map(endpoint -> new EventHost(
                        AccountUrl.events(endpoint.url().toString()),
                        endpoint.account(),
                        endpoint.key().reveal()))
                .orElse(null);
    }

    private static List<Target> targets(Collection<Site> sites) {
        return sites.stream()
                .flatMap(site -> site.targets().stream())
                .distinct()
                .toList();
    }

    /** What {@code setup} looks for and makes. */
    SetupPlan setupPlan() {
        return setupPlan;
    }

    Setup setup() {
        return setup;
    }

    SwitchReader switches() {
        return switches;
    }

    Checkup checkup() {
        return checkup;
    }

    AccountState state() {
        return state;
    }

    HttpActiveCampaign account() {
        return account;
    }

    Delivery delivery() {
        return delivery;
    }

    TrackingDelivery tracking() {
        return tracking;
    }

    CartDelivery carts() {
        return carts;
    }

    Automations automations() {
        return automations;
    }

    /** The automations that the triggers of the account's sites name. */
    Set<String> automationNames() {
        return automationNames;
    }

    Triggers triggers() {
        return triggers;
    }

    Poll poll() {
        return poll;
    }

    Webhooks webhooks() {
        return webhooks;
    }

    Reconcile reconcile() {
        return reconcile;
    }

    /**
     * Takes up what a killed process left.
     *
     * @param alone whether no other process works on this database
     */
    void recover(boolean alone) {
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
