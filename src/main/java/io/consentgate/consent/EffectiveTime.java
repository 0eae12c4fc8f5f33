package io.consentgate.consent;

import io.consentgate.event.ConsentStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The instant from which a statement counts (READINGS 1). */
public final class EffectiveTime {

    private EffectiveTime() {}

    /**
     * A grant counts from the moment the person decided, a bare date from its first instant.
     *
     * @param receivedAt does not matter to a grant: an undated one is never dated by its arrival
     * @return null when the source kept no date: such a grant never opens
     */
    public static Instant ofGrant(Statement.Choice choice, Instant receivedAt, ZoneId zone) {
        return choice.recordedAt() == null ? null : choice.recordedAt().first(zone);
    }

    /**
     * A no counts from when the person decided, else from the event's time, else from receipt; a bare date to its last
     * instant; one dated in the future from receipt.
     */
    public static Instant ofNo(Statement.Choice choice, Instant receivedAt, ZoneId zone) {
        if (choice.recordedAt() == null) {
            return ofNo(choice.eventTime(), receivedAt);
        }
        if (choice.recordedAt().date() == null) {
            return ofNo(choice.recordedAt().instant(), receivedAt);
        }
        LocalDate receivedOn = LocalDate.ofInstant(receivedAt, zone);
        return choice.recordedAt().date().isAfter(receivedOn)
                ? receivedAt
                : choice.recordedAt().last(zone);
    }

    /** For statements that know one instant only: a right exercised, a banner, a bounce. */
    public static Instant ofNo(Instant stated, Instant receivedAt) {
        return stated == null || stated.isAfter(receivedAt) ? receivedAt : stated;
    }

    /** When anything was stated, whatever it says: decides to which address of an alias it belongs (READINGS 20). */
    public static Instant of(Statement statement, Instant receivedAt, ZoneId zone) {
        if (statement instanceof Statement.Choice choice) {
            Instant grant = choice.status() == ConsentStatus.GIVEN ? ofGrant(choice, receivedAt, zone) : null;
            return grant != null ? grant : ofNo(choice, receivedAt, zone);
        }
        if (statement instanceof Statement.Request request) {
            return ofNo(request.requestedAt(), receivedAt);
        }
        if (statement instanceof Statement.UnreadableBanner banner) {
            return ofNo(banner.recordedAt(), receivedAt);
        }
        return ofNo(((Statement.HardBounce) statement).at(), receivedAt);
    }
}
