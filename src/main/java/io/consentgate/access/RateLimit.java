package io.consentgate.access;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** So many a minute of the same kind; whoever was not heard of for long is forgotten, so that memory is bounded. */
public final class RateLimit {

    public static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int REMEMBERED = 50_000;

    private record Count(long since, int times) {}

    private final int most;
    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param most per minute */
    public RateLimit(int most, Clock clock) {
        if (most < 1) {
            throw new IllegalArgumentException("a limit of " + most + " a minute lets nobody in; expected at least 1");
        }
        this.most = most;
        this.clock = clock;
    }

    /** Counts one more; true when that is too many. */
    public synchronized boolean exceeded(String who) {
        long now = clock.millis();
        Count count = counts.get(who);
        if (count == null || now - count.since() >= WINDOW.toMillis()) {
            count = new Count(now, 0);
        }
        count = new Count(count.since(), count.times() + 1);
        counts.put(who, count);
        return count.times() > most;
    }
}
