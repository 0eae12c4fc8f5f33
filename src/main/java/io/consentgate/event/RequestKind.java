package io.consentgate.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The right that a data subject exercises (schema, privacy_request.kind). */
public enum RequestKind {
    ACCESS,
    PORTABILITY,
    RECTIFICATION,
    ERASURE,
    RESTRICTION,
    RESTRICTION_LIFTED,
    OBJECTION,
    OBJECTION_LIFTED,
    WITHDRAWAL,
    SHOP_ERASURE;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static RequestKind of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
