package io.consentgate.feedback;

import io.consentgate.activecampaign.Answer;

/** The account did not answer: the rest waits for the next time. Carries no stack: it is an answer, not an accident. */
final class Unanswered extends RuntimeException {

    private final int noes;

    private Unanswered(String why, int noes) {
        super(why, null, false, false);
        this.noes = noes;
    }

    /** How many noes were taken before. */
    int noes() {
        return noes;
    }

    static <T> T valueOf(Answer<T> answer, int noes) {
        if (answer instanceof Answer.Done<T> done) {
            return done.value();
        }
        throw new Unanswered(why(answer), noes);
    }

    private static String why(Answer<?> answer) {
        if (answer instanceof Answer.Unavailable<?> unavailable) {
            return unavailable.why();
        }
        if (answer instanceof Answer.Stopped<?> stopped) {
            return stopped.why();
        }
        return answer instanceof Answer.Refused<?> refused ? refused.why() : "not there";
    }
}
