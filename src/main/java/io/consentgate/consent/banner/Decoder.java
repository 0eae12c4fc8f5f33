package io.consentgate.consent.banner;

import java.time.Instant;

/** Reads one tool's value. Says what is written there; what follows from it is {@link Judge}'s. */
interface Decoder {

    /**
     * @param raw never null or blank, except for {@link #readsNothing()}
     * @param receivedAt for formats whose validity hangs on it
     * @throws BadValue when it cannot be read
     */
    Said read(String raw, BannerSettings settings, Instant receivedAt);

    /** Whether an empty value is an error of the format rather than a banner not answered. */
    default boolean readsNothing() {
        return false;
    }
}
