package io.consentgate.consent;

import io.consentgate.event.ConsentStatus;
import io.consentgate.event.When;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The instant from which a statement counts (READINGS 1). */
public final class EffectiveTime {

    /** How far a shop's clock may run ahead of ours (READINGS 3). */
    public static final Duration SKEW = Duration.ofMinutes(5);

    private EffectiveTime() {}

    /** Whether a moment lies in the future of another, a fast clock forgiven. */
    public static boolean ahead(Instant moment, Instant reference) {
        return moment.isAfter(reference) && moment.isAfter(reference.plus(SKEW));
    }

    /**
     * A grant counts from the moment the person decided, a bare date from its first instant.
     *
     * @return null when the source kept no date: such a grant never opens, and its arrival does not date it
     */
    public static Instant ofGrant(Statement.Choice choice, ZoneId zone) {
        return choice.recordedAt() == null ? null : choice.recordedAt().first(zone);
    }

    /**
     * A no counts from when the person decided, else from the event's time, else from receipt; a bare date to its last
     * instant; one dated in the future from receipt.
     */
    public static Instant ofNo(Statement.Choice choice, Instant receivedAt, ZoneId zone) {
        When recordedAt = choice.recordedAt();
        if (recordedAt == null) {
            return ofNo(choice.eventTime(), receivedAt);
        }
        return ahead(recordedAt.first(zone), receivedAt) ? receivedAt : recordedAt.last(zone);
    }

    /** For statements that know one instant only: a right exercised, a banner, a bounce. */
    public static Instant ofNo(Instant stated, Instant receivedAt) {
        return stated == null || ahead(stated, receivedAt) ? receivedAt : stated;
    }

    /** When anything was stated, whatever it says: decides to which address of an alias it belongs (READINGS 20). */
    public static Instant of(Statement statement, Instant receivedAt, ZoneId zone) {
        if (statement instanceof Statement.Choice choice) {
            Instant grant = choice.status() == ConsentStatus.GIVEN ? ofGrant(choice, zone) : null;
            return grant != null ? grant : ofNo(choice, receivedAt, zone);
        }
        if (statement instanceof Statement.Request request) {
            return ofNo(request.requestedAt(), receivedAt);
        }
        if (statement instanceof Statement.UnreadableBanner banner) {
            return ofNo(banner.recordedAt(), receivedAt);
        }
        if (statement instanceof Statement.Informed informed) {
            return ofNo(informed.at(), receivedAt);
        }
        return ofNo(((Statement.HardBounce) statement).at(), receivedAt);
    }
}
