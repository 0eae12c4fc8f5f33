package io.consentgate.gate;

import java.time.Instant;
import java.util.Objects;

/**
 * Something personal that may leave for ActiveCampaign, at this moment. Only the gate can make one.
 *
 * @param <T> what was cleared
 */
public final class Cleared<T> {

    private final T value;
    private final Instant decidedAt;
    private final Instant validUntil;

    Cleared(T value, Instant decidedAt, Instant validUntil) {
        this.value = Objects.requireNonNull(value);
        this.decidedAt = Objects.requireNonNull(decidedAt);
        this.validUntil = validUntil;
    }

    public T value() {
        return value;
    }

    public Instant decidedAt() {
        return decidedAt;
    }

    /** Whether time alone may have changed the answer since. */
    public boolean expired(Instant now) {
        return validUntil != null && !now.isBefore(validUntil);
    }

    /** Never the value: it is personal data. */
    @Override
    public String toString() {
        return "Cleared[decidedAt=" + decidedAt + "]";
    }
}
