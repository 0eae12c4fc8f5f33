package io.consentgate.gate;

import io.consentgate.event.LegalBasis;
import java.util.Locale;

/** The ground on which a rule allows something. */
public enum Basis {
    CONSENT("basis.consent"),
    SOFT_OPT_IN("basis.softOptIn"),
    LEGITIMATE_INTEREST("basis.legitimateInterest"),
    CONTRACT("basis.contract");

    private final String reason;
    private final String wire = name().toLowerCase(Locale.ROOT);

    Basis(String reason) {
        this.reason = reason;
    }

    /** The reason code of a decision that allows on this ground. */
    String reason() {
        return reason;
    }

    public String wire() {
        return wire;
    }

    static Basis of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** Consent is what an event means that names no ground (schema, consent.legal_basis). */
    static Basis claimed(LegalBasis basis) {
        if (basis == null) {
            return CONSENT;
        }
        return switch (basis) {
            case CONSENT -> CONSENT;
            case SOFT_OPT_IN -> SOFT_OPT_IN;
            case LEGITIMATE_INTEREST -> LEGITIMATE_INTEREST;
        };
    }
}
