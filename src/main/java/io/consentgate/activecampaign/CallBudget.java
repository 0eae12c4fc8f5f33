package io.consentgate.activecampaign;

import io.consentgate.activecampaign.Slots.Reservation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Who may call the account next. Inside this process the waiter of the better lane goes first; between processes the
 * shared {@link Slots} space the departures, so that no second at the receiver has more than 5 (READINGS 35).
 */
public final class CallBudget {

    /** A departure later than this is no longer the one that was reserved. */
    static final long TOLERATED_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** A call rather comes back later than wait for a longer pause of the account. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** An import waits for its minute. */
    private static final Duration IMPORT_PATIENCE = Duration.ofSeconds(75);

    private static final int FRONT = -1;

    private final Slots slots;
    private final Ticker ticker;
    private final Pace pace;
    private final LaneGate gate = new LaneGate();
    private volatile long heldAt;

    public CallBudget(Slots slots, Ticker ticker) {
        this(slots, ticker, new Pace(ticker));
    }

    CallBudget(Slots slots, Ticker ticker, Pace pace) {
        this.slots = slots;
        this.ticker = ticker;
        this.pace = pace;
        this.heldAt = ticker.nanos();
    }

    /** What came of asking for a slot. */
    sealed interface Turn {

        /**
         * It is time to go.
         *
         * @param call to be told when it departs and when it ends, sent or not
         */
        record Now(long slot, Pace.Call call) implements Turn {}

        record NotNow(Duration retryAfter) implements Turn {}
    }

    /** Waits for a departure. */
    Turn take(Lane lane, Use use) throws InterruptedException {
        return take(lane.ordinal(), use, null);
    }

    /** A departure that was missed, taken anew ahead of all lanes; an import keeps its place in the minute. */
    Turn takeAgain(Turn.Now missed) throws InterruptedException {
        return take(FRONT, Use.CALL, missed.call());
    }

    boolean missed(Turn.Now turn) {
        return ticker.nanos() - turn.slot() > TOLERATED_NANOS || heldAt - turn.slot() > 0;
    }

    void hold(Duration pause) {
        slots.hold(pause);
        heldAt = ticker.nanos();
    }

    void holdImports(Duration pause) {
        slots.holdImports(pause);
    }

    Duration untilImport(Use use) {
        return slots.untilImport(use);
    }

    /** @param call the one that missed its departure; null for a new one */
    private Turn take(int rank, Use use, Pace.Call call) throws InterruptedException {
        while (true) {
            Duration wait = Duration.ZERO;
            gate.enter(rank);
            try {
                if (call == null) {
                    pace.awaitRoom();
                }
                Reservation reservation = slots.reserve(use);
                if (reservation instanceof Reservation.At at) {
                    ticker.sleepUntil(at.nanos());
                    return new Turn.Now(at.nanos(), call == null ? pace.begin() : call);
                }
                if (reservation instanceof Reservation.NotBefore later) {
                    wait = later.in();
                }
            } finally {
                gate.leave();
            }
            // Outside the gate: whoever waits for an import's minute holds up nobody.
            if (wait.compareTo(use.isImport() ? IMPORT_PATIENCE : PATIENCE) > 0) {
                return new Turn.NotNow(wait);
            }
            ticker.sleepUntil(ticker.nanos() + wait.toNanos());
        }
    }
}
