package io.consentgate.configuration;

import java.util.Locale;

/** What a key may do (DESIGN 1.3). */
public enum Role {
    SITE,
    MARKETER,
    OPERATOR,
    DPO;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
