package io.consentgate.access;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong keys per remote address, so that guessing is slowed down. A right key always passes: a shop behind the
 * same address as a guesser is not locked out.
 */
final class FailedAttempts {
    static final int ALLOWED = 30;
    static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;

    private record Count(long since, int failures) {}

    private final Clock clock;
    private final Map<String, Count> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > REMEMBERED;
        }
    };

    FailedAttempts(Clock clock) {
        this.clock = clock;
    }

    /** Notes a failure; true when this address has had its share of the window. */
    synchronized boolean exceeded(String address) {
        long now = clock.millis();
        Count count = byAddress.get(address);
        if (count == null || now - count.since() >= WINDOW.toMillis()) {
            count = new Count(now, 0);
        }
        count = new Count(count.since(), count.failures() + 1);
        byAddress.put(address, count);
        return count.failures() > ALLOWED;
    }
}
