package io.consentgate.access;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often one remote address may ask something that anybody may ask, so that nobody tries out or wears out. */
public final class Rate {

    private static final int REMEMBERED = 10_000;

    private record Count(long since, int requests) {}

    private final int allowed;
    private final Duration window;
    private final Clock clock;
    private final Map<String, Count> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param allowed in each window */
    public Rate(int allowed, Duration window, Clock clock) {
        this.allowed = allowed;
        this.window = window;
        this.clock = clock;
    }

    public synchronized boolean allows(String address) {
        long now = clock.millis();
        Count count = byAddress.get(address);
        if (count == null || now - count.since() >= window.toMillis()) {
            count = new Count(now, 0);
        }
        byAddress.put(address, new Count(count.since(), count.requests() + 1));
        return count.requests() < allowed;
    }
}
