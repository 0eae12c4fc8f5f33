package io.consentgate.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether the address was confirmed by its owner (schema, consent.opt_in_level). */
public enum OptInLevel {
    SINGLE_OPT_IN,
    CONFIRMED_OPT_IN,
    UNKNOWN;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static OptInLevel of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
