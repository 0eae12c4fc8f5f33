package io.consentgate.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The ground a consent event claims (schema, consent.legal_basis). */
public enum LegalBasis {
    CONSENT,
    SOFT_OPT_IN,
    LEGITIMATE_INTEREST;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static LegalBasis of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
