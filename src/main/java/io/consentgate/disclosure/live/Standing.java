package io.consentgate.disclosure.live;

import java.util.Locale;

/** How a published page stands to the notice in force. The later constant is the worse. */
public enum Standing {
    /** It shows the notice in force, word for word. */
    CURRENT,
    /** It shows an earlier version. */
    OUTDATED,
    /** It shows something that was never a version: words were changed on the site. */
    ALTERED,
    WRONG_LANGUAGE,
    /** The page is there, or the site says that it is not; the notice is not in it. */
    MISSING,
    /** Nobody knows: never counted as current. */
    UNREACHABLE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Standing of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
