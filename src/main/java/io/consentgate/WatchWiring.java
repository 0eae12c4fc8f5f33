package io.consentgate;

import static io.consentgate.configuration.Settings.Account.named;

import io.consentgate.activecampaign.Lane;
import io.consentgate.configuration.Settings;
import io.consentgate.delivery.ChangedQueue.Backlog;
import io.consentgate.delivery.SqlImportBatches;
import io.consentgate.operations.ClockWatch;
import io.consentgate.operations.HealthPart;
import io.consentgate.operations.Meters;
import io.consentgate.operations.OppositionAges;
import io.consentgate.operations.Queues;
import io.consentgate.operations.Watching;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Health and figures of what every installation has: database, clock, registers, and how much waits. */
final class WatchWiring {

    private final Wiring wiring;
    private final Clock clock;

    private WatchWiring(Wiring wiring) {
        this.wiring = wiring;
        this.clock = wiring.clock();
    }

    static void watch(Wiring wiring, ServiceParts parts, Meters meters) {
        WatchWiring watch = new WatchWiring(wiring);
        watch.addHealth(parts);
        List<String> accounts = wiring.configuration().settings().accounts().stream()
                .map(Settings.Account::name)
                .toList();
        if (accounts.isEmpty()) {
            parts.health("account", () -> HealthPart.degraded("no account: set ACTIVECAMPAIGN_URL and its token"));
            watch.addQueues(parts, meters, Settings.Account.MAIN);
        }
        accounts.forEach(account -> watch.addQueues(parts, meters, account));
        parts.health("dead_letters", () -> Watching.deadLetters(watch.deadLetters()));
        meters.deadLetters(watch::deadLetters);
    }

    private void addHealth(ServiceParts parts) {
        parts.health("database", () -> Watching.database(wiring.database()));
        File data = wiring.configuration().settings().dataDir().toFile();
        parts.health("disk", () -> Watching.disk(data.getUsableSpace()));
        parts.health("clock", new ClockWatch(clock)::health);
        parts.health(
                "opposition_registers",
                () -> OppositionAges.health(
                        () -> wiring.database().read(wiring.oppositions()::loaded),
                        wiring.configuration().laws().all(),
                        clock.instant()));
    }

    /** What waits for one account; with none configured, for the first that will be. */
    private void addQueues(ServiceParts parts, Meters meters, String account) {
        Queues queues = new Queues(() -> count(account));
        parts.health(
                named("backlog", account), () -> Watching.backlog(queues.now().backlog(), clock.instant()));
        for (Lane lane : Lane.values()) {
            String name = lane.name().toLowerCase(Locale.ROOT);
            meters.changedBacklog(account, name, () -> backlog(queues, lane).people());
            meters.changedOldestSeconds(
                    account, name, () -> age(backlog(queues, lane).oldest()));
        }
        meters.importBatchesOpen(account, () -> queues.now().openBatches());
    }

    private long age(Instant oldest) {
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toSeconds());
    }

    private static Backlog backlog(Queues queues, Lane lane) {
        return queues.now().backlog().getOrDefault(lane, new Backlog(0, null));
    }

    private Queues.Figures count(String account) {
        Map<Lane, Backlog> backlog = wiring.queue().backlog(account, clock.instant());
        wiring.shoppers()
                .backlog(account, clock.instant())
                .forEach((lane, shoppers) -> backlog.merge(lane, shoppers, Backlog::and));
        return wiring.database().read(tx -> new Queues.Figures(backlog, new SqlImportBatches().open(tx, account)));
    }

    private long deadLetters() {
        return wiring.database().read(wiring.deadLetters()::count);
    }
}
