package io.consentgate.access;

import java.util.Locale;

/** What a key is good for (DESIGN 1.2); the wire name is the lower-case constant. */
public enum Role {
    SITE,
    MARKETER,
    OPERATOR,
    DPO;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
