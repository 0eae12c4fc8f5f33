package io.consentgate.operations;

import io.consentgate.feedback.Poll;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/** Runs the poll for its route, and remembers for the health whether it comes through. */
public final class PollWatch {
    private static final int PATIENCE = 3;

    private final Supplier<Poll.Result> poll;
    private final Clock clock;
    private int inVain;
    private String why;
    private Instant lastWell;

    public PollWatch(Supplier<Poll.Result> poll, Clock clock) {
        this.poll = poll;
        this.clock = clock;
    }

    public void run() {
        try {
            Poll.Result result = poll.get();
            if (result.ran()) {
                note(result.stopped());
            }
        } catch (RuntimeException failure) {
            note(failure.getClass().getSimpleName());
            throw failure;
        }
    }

    private synchronized void note(String stopped) {
        inVain = stopped == null ? 0 : inVain + 1;
        why = stopped;
        lastWell = stopped == null ? clock.instant() : lastWell;
    }

    /** One poll that is cut short is nothing: the next goes on where it was. */
    public synchronized HealthPart health() {
        HealthPart part = inVain < PATIENCE
                ? HealthPart.up()
                : HealthPart.degraded("the last " + inVain + " polls did not come through: " + why);
        return lastWell == null ? part : part.with("last_well", lastWell.toString());
    }
}
