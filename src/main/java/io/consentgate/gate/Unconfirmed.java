package io.consentgate.gate;

import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement.Choice;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.When;
import java.time.Instant;

/**
 * A request for marketing by e-mail that nothing but its person's confirmation keeps from opening (READINGS 4).
 *
 * @param email normalised address that has to be confirmed
 * @param request the row of the register that asked
 * @param askedAt from when it counts
 * @param dated whether the source said when it was asked; otherwise {@code askedAt} is only its receipt
 * @param deadline until when it may be confirmed
 */
public record Unconfirmed(String email, RegisterEntry request, Instant askedAt, boolean dated, Instant deadline) {

    /**
     * The statement that confirms it. It counts from when the request was made, not from the confirmation: a no that
     * was said in between wins, however late it arrives.
     */
    public Choice confirmed(Instant at, String origin) {
        Choice choice = (Choice) request.statement();
        return new Choice(
                choice.purpose(),
                choice.channel(),
                ConsentStatus.GIVEN,
                choice.basis(),
                OptInLevel.CONFIRMED_OPT_IN,
                null,
                null,
                When.at(askedAt),
                at,
                choice.collectedFrom(),
                choice.noticeVersion(),
                true,
                choice.preTicked(),
                choice.bundled(),
                choice.documented(),
                choice.assessed(),
                choice.sale(),
                choice.optOutOffered(),
                askedAt,
                at,
                choice.phoneKey(),
                origin,
                null,
                choice.notCredible());
    }

    /** Never the address. */
    @Override
    public String toString() {
        return "Unconfirmed[" + request.recordId() + "]";
    }
}
