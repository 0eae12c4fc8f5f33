package io.consentgate.gate;

import java.util.Locale;

/** What a cell's history amounts to; also what the consent summary tells ActiveCampaign (READINGS 26). */
enum State {
    GIVEN,
    PENDING,
    REFUSED,
    WITHDRAWN,
    OBJECTED,
    RESTRICTED,
    ERASED,
    EXPIRED,
    INVALID,
    UNKNOWN;

    private final String wire = name().toLowerCase(Locale.ROOT);

    String wire() {
        return wire;
    }

    static State of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
