package io.consentgate.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the person said. Only GIVEN can open the gate (schema, consent.status). */
public enum ConsentStatus {
    GIVEN,
    PENDING,
    REFUSED,
    WITHDRAWN,
    UNKNOWN;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static ConsentStatus of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
