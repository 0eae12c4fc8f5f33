package io.consentgate.operations;

import io.consentgate.activecampaign.Lane;
import io.consentgate.delivery.ChangedQueue.Backlog;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How much waits, counted at most a twentieth of the time: with many people waiting, counting them takes long, and a
 * scrape asks for each figure by itself.
 */
public final class Queues {
    private static final long TIMES_AS_LONG = 20;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Supplier<Figures> counting;
    private final LongSupplier nanos;
    private Figures figures;
    private long validUntil;

    /** @param backlog of people who are due, by lane; a lane without any is absent */
    public record Figures(Map<Lane, Backlog> backlog, long openBatches) {}

    public Queues(Supplier<Figures> counting) {
        this(counting, System::nanoTime);
    }

    Queues(Supplier<Figures> counting, LongSupplier nanos) {
        this.counting = counting;
        this.nanos = nanos;
    }

    public synchronized Figures now() {
        long begun = nanos.getAsLong();
        if (figures == null || begun - validUntil >= 0) {
            figures = counting.get();
            long ended = nanos.getAsLong();
            validUntil = ended + Math.min(LONGEST.toNanos(), TIMES_AS_LONG * (ended - begun));
        }
        return figures;
    }
}
