package io.consentgate.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Consents are judged by the clock: says when it goes back, or cannot be right. */
public final class ClockWatch {
    private static final Instant BUILT_AFTER = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final Clock clock;
    private Instant latest = Instant.MIN;

    public ClockWatch(Clock clock) {
        this.clock = clock;
    }

    public synchronized HealthPart health() {
        Instant now = clock.instant();
        if (now.isBefore(BUILT_AFTER)) {
            return HealthPart.degraded("it is not " + now + "; set the clock, consents are judged by it");
        }
        if (latest.isAfter(now.plus(SKEW))) {
            return HealthPart.degraded("the clock went back by "
                    + Duration.between(now, latest).toSeconds()
                    + " s while running; what was recorded meanwhile lies in the future");
        }
        latest = now.isAfter(latest) ? now : latest;
        return HealthPart.up();
    }
}
