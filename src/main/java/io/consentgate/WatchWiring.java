package io.consentgate;

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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
        Queues queues = new Queues(watch::count);
        watch.addHealth(parts, queues);
        watch.addMeters(meters, queues);
    }

    private void addHealth(ServiceParts parts, Queues queues) {
        parts.health("database", () -> Watching.database(wiring.database()));
        parts.health("clock", new ClockWatch(clock)::health);
        parts.health(
                "opposition_registers",
                () -> OppositionAges.health(
                        () -> wiring.database().read(wiring.oppositions()::loaded),
                        wiring.configuration().laws().all(),
                        clock.instant()));
        // Its place; an account that is configured replaces it.
        parts.health("account", () -> HealthPart.degraded("no account: set ACTIVECAMPAIGN_URL and its token"));
        parts.health("backlog", () -> Watching.backlog(queues.now().backlog(), clock.instant()));
        parts.health("dead_letters", () -> Watching.deadLetters(queues.now().deadLetters()));
    }

    private void addMeters(Meters meters, Queues queues) {
        for (Lane lane : Lane.values()) {
            String name = lane.name().toLowerCase(Locale.ROOT);
            meters.changedBacklog(name, () -> backlog(queues, lane).people());
            meters.changedOldestSeconds(name, () -> age(backlog(queues, lane).oldest()));
        }
        meters.importBatchesOpen(() -> queues.now().openBatches());
        meters.deadLetters(() -> queues.now().deadLetters());
    }

    private long age(Instant oldest) {
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toSeconds());
    }

    private static Backlog backlog(Queues queues, Lane lane) {
        return queues.now().backlog().getOrDefault(lane, new Backlog(0, null));
    }

    private Queues.Figures count() {
        String name = wiring.configuration()
                .settings()
                .account()
                .map(Settings.Account::name)
                .orElse("main");
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
