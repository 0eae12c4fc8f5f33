package io.consentgate.gate;

import java.util.Locale;

/** What a decision means for the person as a whole (DESIGN 1.4). */
public enum Outcome {
    DELIVER,
    HOLD,
    SUPPRESS,
    DROP;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
