package io.consentgate;

import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.activecampaign.RouteCall;
import io.consentgate.configuration.Settings;
import io.consentgate.feedback.NightlyReconcile;
import io.consentgate.operations.Meters;
import io.consentgate.operations.PollWatch;
import io.consentgate.operations.Watching;
import io.consentgate.operations.http.ActiveCampaignWebhook;
import java.time.Clock;
import org.apache.camel.CamelContext;

/** An account in the running service: what its routes call, how it is, and how it ends. */
final class RunningAccount implements AutoCloseable {

    private final AccountWiring account;
    private final PollWatch poll;
    private final Clock clock;

    private RunningAccount(AccountWiring account, Clock clock) {
        this.account = account;
        this.poll = new PollWatch(account.poll()::run, clock);
        this.clock = clock;
    }

    static RunningAccount add(
            Wiring wiring, ServiceParts parts, Meters meters, CamelContext camel, Settings.Account target) {
        Watching watching = new Watching(meters);
        AccountWiring account = new AccountWiring(wiring, target, camel, watching, watching);
        account.recover(wiring.configuration().settings().databaseUrl().startsWith("jdbc:sqlite:"));
        RunningAccount running = new RunningAccount(account, wiring.clock());
        running.addBeans(parts);
        running.addHealth(parts);
        return running;
    }

    private void addBeans(ServiceParts parts) {
        parts.bean(RouteCall.BEAN, new RouteCall());
        parts.bean("account", account.account());
        parts.bean("delivery", account.delivery());
        parts.bean("tracking", account.tracking());
        parts.bean("carts", account.carts());
        parts.bean("triggers", account.triggers());
        parts.bean("poll", poll);
        parts.bean("activeCampaignWebhook", new ActiveCampaignWebhook(account.webhooks(), clock));
        parts.bean("nightlyReconcile", new NightlyReconcile(account.reconcile()));
    }

    private void addHealth(ServiceParts parts) {
        parts.health("imports", () -> Watching.imports(account.delivery().importsRefused()));
        parts.health(
                "account",
                () -> Watching.account(
                        account.state().view(), account.delivery().ready()));
        parts.health("poll", poll::health);
    }

    /** What the account records by itself; null before it was set up. */
    AccountSwitches switches() {
        return account.delivery().ready() ? account.switches().read() : null;
    }

    /** Begins nothing new. */
    void stop() {
        account.tracking().stop();
        account.carts().stop();
        account.triggers().stop();
        account.delivery().stop();
    }

    @Override
    public void close() {
        account.close();
    }
}
