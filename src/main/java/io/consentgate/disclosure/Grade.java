package io.consentgate.disclosure;

import java.util.Locale;

/** What a change of the notice asks for (disclosure.md 4.4); the greater comes later. */
public enum Grade {
    /** Less is done than before, or the same is said better. */
    WORDING,
    /** Something that people should find when they look. */
    MINOR,
    /** Nobody agreed to it: consent is asked again for the purposes concerned. */
    MATERIAL;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Grade of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
