package io.consentgate.gate;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The answer for one purpose and channel.
 *
 * @param channel NONE for purposes that have one cell
 * @param reason code of consent.md chapter 3, for example {@code basis.consent}, {@code consent.withdrawn}
 * @param ruleId R0 to R11, or the country rule, for example {@code IT-EMAIL-CONSENT}
 * @param basis consent, soft_opt_in, legitimate_interest, contract; null when denied
 * @param source article or decision behind the rule
 * @param ruleSince from which day that is law
 * @param state what the register holds for the cell: given, pending, refused, withdrawn, unknown, expired, invalid
 * @param stateAt effective time of that state, null when unknown
 * @param noticeVersion of the record that decides, null when none
 * @param records ids of the register rows it rests on
 * @param validUntil when this answer may change by time alone; null = never
 * @param noticeDue legitimate interest only: by when the person has to be told (GDPR 14(3)); null once told
 */
public record CellDecision(
        Purpose purpose,
        Channel channel,
        boolean allowed,
        String reason,
        String ruleId,
        String basis,
        String source,
        LocalDate ruleSince,
        String state,
        Instant stateAt,
        String noticeVersion,
        List<String> records,
        Instant validUntil,
        Instant noticeDue) {

    /** The same for a finer reason. */
    CellDecision because(String code) {
        return code.equals(reason)
                ? this
                : new CellDecision(
                        purpose,
                        channel,
                        allowed,
                        code,
                        ruleId,
                        basis,
                        source,
                        ruleSince,
                        state,
                        stateAt,
                        noticeVersion,
                        records,
                        validUntil,
                        noticeDue);
    }

    /** How long before its end a permission is said to end soon, so that somebody can ask again. */
    private static final Duration AHEAD = Duration.ofDays(30);

    /** When the permission ends; null when there is none, or no end. */
    public Instant ends() {
        return allowed ? validUntil : null;
    }

    public boolean endsSoon(Instant now) {
        return ends() != null && !now.isBefore(endingFrom());
    }

    /** From when it is said to end soon; null as {@link #ends}. */
    Instant endingFrom() {
        return ends() == null ? null : ends().minus(AHEAD);
    }
}
