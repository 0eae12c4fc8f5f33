package io.consentgate.delivery;

import io.consentgate.activecampaign.Answer;
import java.time.Duration;

/** Ends the work on one person early, and says how it goes on. Carries no stack: it is an answer, not an accident. */
final class Halt extends RuntimeException {

    enum Kind {
        /** The facts changed meanwhile: look again at once. */
        STALE,
        /** Something has to finish first: look again soon, without counting a failure. */
        WAIT,
        /** Not now: look again later, and later each time. */
        LATER,
        /** The service refuses this person. */
        REFUSED
    }

    private final transient Kind kind;
    private final transient Duration after;

    private Halt(Kind kind, String why, Duration after) {
        super(why, null, false, false);
        this.kind = kind;
        this.after = after;
    }

    Kind kind() {
        return kind;
    }

    Duration after() {
        return after;
    }

    static Halt stale() {
        return new Halt(Kind.STALE, "stale", Duration.ZERO);
    }

    static Halt until(String what, Duration after) {
        return new Halt(Kind.WAIT, what, after);
    }

    static Halt later(String why, Duration after) {
        return new Halt(Kind.LATER, why, after);
    }

    static Halt refused(String why) {
        return new Halt(Kind.REFUSED, why, Duration.ZERO);
    }

    /** The value of an answer, or the halt that it stands for; {@code null} when the record is gone. */
    static <T> T valueOrGone(Answer<T> answer) {
        if (answer instanceof Answer.Done<T> done) {
            return done.value();
        }
        if (answer instanceof Answer.Gone<T>) {
            return null;
        }
        throw of(answer);
    }

    static void done(Answer<?> answer) {
        if (!(answer instanceof Answer.Done<?>)) {
            throw of(answer);
        }
    }

    static Halt of(Answer<?> answer) {
        if (answer instanceof Answer.Refused<?> refused) {
            return refused.stale() ? stale() : refused(refused.why());
        }
        if (answer instanceof Answer.Gone<?>) {
            return later("the contact is gone", Duration.ofSeconds(1));
        }
        if (answer instanceof Answer.Unavailable<?> unavailable) {
            return later(unavailable.why(), unavailable.retryAfter());
        }
        return until("account stopped", Duration.ofSeconds(30));
    }
}
