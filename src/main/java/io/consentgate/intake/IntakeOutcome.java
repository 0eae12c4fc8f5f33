package io.consentgate.intake;

import java.util.Locale;

/** What became of an event that was readable. */
public enum IntakeOutcome {
    ACCEPTED,
    /** Its key was accepted before; the first one stays, whatever this one says (READINGS 31). */
    DUPLICATE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
