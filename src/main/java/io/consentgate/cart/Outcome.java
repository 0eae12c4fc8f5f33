package io.consentgate.cart;

import io.consentgate.activecampaign.Answer;
import java.time.Duration;

/** How one step went. */
sealed interface Outcome {

    /** Done and written down. */
    record Went() implements Outcome {}

    /** Something changed meanwhile: look again at once. */
    record Stale() implements Outcome {}

    /** Not now. */
    record Later(Duration after, boolean failed) implements Outcome {}

    Outcome WENT = new Went();
    Outcome STALE = new Stale();

    /** Of an answer that is neither done nor gone. */
    static Outcome of(Answer<?> answer) {
        if (answer instanceof Answer.Refused<?> refused && refused.stale()) {
            return STALE;
        }
        if (answer instanceof Answer.Unavailable<?> unavailable) {
            return new Later(unavailable.retryAfter(), true);
        }
        if (answer instanceof Answer.Stopped<?>) {
            return new Later(Duration.ofSeconds(30), false);
        }
        return new Later(Duration.ofMinutes(5), true);
    }
}
