package io.consentgate;

import static io.consentgate.configuration.Settings.Account.named;

import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.configuration.Settings;
import io.consentgate.feedback.NightlyReconcile;
import io.consentgate.feedback.Webhooks;
import io.consentgate.operations.AccountRoutes;
import io.consentgate.operations.Meters;
import io.consentgate.operations.PollWatch;
import io.consentgate.operations.Watching;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.CamelContext;

/** An account in the running service: what its routes call, how it is, and how it ends. */
final class RunningAccount implements AutoCloseable {

    private final String name;
    private final AccountWiring account;
    private final PollWatch poll;

    private RunningAccount(String name, AccountWiring account, Clock clock) {
        this.name = name;
        this.account = account;
        this.poll = new PollWatch(account.poll()::run, clock);
    }

    static RunningAccount add(
            Wiring wiring, ServiceParts parts, Meters meters, CamelContext camel, Settings.Account target) {
        Watching watching = new Watching(meters, target.name());
        AccountWiring account = new AccountWiring(wiring, target, camel, watching, watching);
        account.recover(wiring.configuration().settings().databaseUrl().startsWith("jdbc:sqlite:"));
        RunningAccount running = new RunningAccount(target.name(), account, wiring.clock());
        running.addBeans(parts);
        running.addHealth(parts);
        return running;
    }

    private void addBeans(ServiceParts parts) {
        Map<String, Object> beans = Map.of(
                "account", account.account(),
                "delivery", account.delivery(),
                "tracking", account.tracking(),
                "carts", account.carts(),
                "triggers", account.triggers(),
                "poll", poll,
                "nightlyReconcile", new NightlyReconcile(account.reconcile()));
        beans.forEach((bean, is) -> parts.bean(AccountRoutes.bean(bean, name), is));
    }

    private void addHealth(ServiceParts parts) {
        parts.health(
                named("account", name),
                () -> Watching.account(
                        account.state().view(),
                        account.delivery().ready(),
                        account.setupPlan().missing(account.account().directory())));
        parts.health(
                named("imports", name),
                () -> Watching.imports(account.delivery().importsRefused()));
        parts.health(named("poll", name), poll::health);
    }

    String name() {
        return name;
    }

    Webhooks webhooks() {
        return account.webhooks();
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
