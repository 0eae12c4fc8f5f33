package io.consentgate.gate;

import io.consentgate.event.Channel;
import java.time.Duration;
import java.time.Instant;

/** What the opposition registers of a country say about a person (R5). */
final class Oppositions {

    private final Facts facts;
    private final Rulebook book;
    private final Instant now;

    Oppositions(Facts facts, Rulebook book, Instant now) {
        this.facts = facts;
        this.book = book;
        this.now = now;
    }

    /**
     * @param closed why the channel is closed; null = every register was looked into in time, and nothing stands there
     * @param register the one that closes, null when none
     * @param until when the looks grow too old; null when no register has to be asked
     */
    record Answer(Reason closed, OppositionRegister register, Instant until) {}

    private static final Answer NEVER_ASKED = new Answer(Reason.REGISTER_NOT_CHECKED, null, null);

    /**
     * Registering ends what was agreed to before; only a consent given afterwards counts (R5).
     *
     * @param agreedAt when the person consented to this channel; null when it rests on something else
     */
    Answer about(Channel channel, Instant agreedAt) {
        Answer answer = NEVER_ASKED;
        for (OppositionRegister register : book.registers()) {
            if (register.covers(channel, now)) {
                Answer one = about(register, agreedAt);
                if (one.closed() != null) {
                    return one;
                }
                answer = new Answer(null, null, Moments.earliest(answer.until(), one.until()));
            }
        }
        return answer;
    }

    private Answer about(OppositionRegister register, Instant agreedAt) {
        Facts.Opposition newest = null;
        for (Facts.Opposition look : facts.oppositions()) {
            if (look.register().equals(register.name())
                    && !look.checkedAt().isAfter(now)
                    && (newest == null || stricter(look, newest))) {
                newest = look;
            }
        }
        Instant until = newest == null ? null : newest.checkedAt().plus(Duration.ofDays(register.maxAgeDays()));
        if (until == null || !now.isBefore(until)) {
            return new Answer(Reason.REGISTER_NOT_CHECKED, register, null);
        }
        boolean listed = newest.listedSince() != null && (agreedAt == null || !agreedAt.isAfter(newest.listedSince()));
        return new Answer(listed ? Reason.REGISTER_LISTED : null, listed ? register : null, until);
    }

    /** The newer look; of two on the same day the one that closes more. */
    private static boolean stricter(Facts.Opposition one, Facts.Opposition other) {
        int byTime = one.checkedAt().compareTo(other.checkedAt());
        return byTime > 0
                || (byTime == 0
                        && one.listedSince() != null
                        && (other.listedSince() == null || one.listedSince().isAfter(other.listedSince())));
    }
}
