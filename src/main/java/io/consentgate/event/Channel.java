package io.consentgate.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The way in which a person is reached (consent.md 1.3); the wire name is the lower-case constant. */
public enum Channel {
    EMAIL,
    SMS,
    PUSH,
    INSTANT_MESSAGE,
    PHONE_AUTOMATED,
    PHONE_OPERATOR,
    POST,
    WEB,
    NONE;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Channel of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
