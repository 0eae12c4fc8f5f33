package io.consentgate.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;

/** What personal data may be used for (consent.md 1.3); the wire name is the lower-case constant. */
public enum Purpose {
    DIRECT_MARKETING,
    DIRECT_MARKETING_OWN_SIMILAR,
    PROFILING_CLASSIC,
    PROFILING_ONLINE,
    SITE_TRACKING,
    EMAIL_OPEN_TRACKING,
    RETARGETING,
    THIRD_PARTY_MARKETING,
    THIRD_PARTY_PROFILING,
    SERVICE;

    private static final Set<Purpose> BY_CHANNEL =
            Set.of(DIRECT_MARKETING, DIRECT_MARKETING_OWN_SIMILAR, RETARGETING, SERVICE, EMAIL_OPEN_TRACKING);

    /** Whether each channel is a cell of its own; the other purposes have one cell whatever the channel (READINGS 5). */
    public boolean perChannel() {
        return BY_CHANNEL.contains(this);
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Purpose of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
