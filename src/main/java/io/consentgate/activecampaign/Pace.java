package io.consentgate.activecampaign;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps this process within 5 requests in any second as the receiver counts them (READINGS 35). The slots space the
 * departures, but a new connection or a busy machine can hold one back, so that it arrives together with the next.
 * Therefore no call begins before a second has passed since the fifth call before it was certainly there: since its
 * answer, or three seconds after its first byte was sent.
 */
final class Pace {

    private static final int PER_SECOND = 5;
    private static final long SECOND = TimeUnit.MILLISECONDS.toNanos(1_005);
    private static final long ARRIVED_AFTER = TimeUnit.SECONDS.toNanos(3);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(10);

    private final Ticker ticker;
    private final Call[] last;
    private int next;

    Pace(Ticker ticker) {
        this(ticker, PER_SECOND);
    }

    private Pace(Ticker ticker, int perSecond) {
        this.ticker = ticker;
        this.last = new Call[perSecond];
    }

    /** For a receiver that counts nothing. */
    static Pace unlimited(Ticker ticker) {
        return new Pace(ticker, 100_000);
    }

    /** One call from its turn to its end. */
    final class Call {

        private boolean departed;
        private boolean ended;
        private long there;

        /** The first byte is about to be sent. */
        void departs() {
            synchronized (Pace.this) {
                departed = true;
                there = ticker.nanos() + ARRIVED_AFTER;
            }
        }

        /** It was answered, failed, or was not sent after all. */
        void ended() {
            synchronized (Pace.this) {
                if (!ended) {
                    long now = ticker.nanos();
                    there = departed && there - now < 0 ? there : now;
                    ended = true;
                }
            }
        }

        private boolean known() {
            return departed || ended;
        }
    }

    /** Waits until another call may begin; only one thread may be between this and {@link #begin}. */
    void awaitRoom() throws InterruptedException {
        for (long wait = untilRoom(); wait > 0; wait = untilRoom()) {
            ticker.sleepUntil(ticker.nanos() + wait);
        }
    }

    synchronized long untilRoom() {
        Call fifth = last[next];
        if (fifth == null) {
            return 0;
        }
        return fifth.known() ? fifth.there + SECOND - ticker.nanos() : LOOK_AGAIN;
    }

    synchronized Call begin() {
        Call call = new Call();
        last[next] = call;
        next = (next + 1) % last.length;
        return call;
    }

    @Override
    public String toString() {
        return "Pace[" + last.length + " in " + Duration.ofNanos(SECOND) + "]";
    }
}
