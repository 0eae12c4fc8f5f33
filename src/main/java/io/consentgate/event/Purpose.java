package io.consentgate.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What personal data may be used for (consent.md 1.3); the wire name is the lower-case constant. */
public enum Purpose {
    DIRECT_MARKETING(true),
    DIRECT_MARKETING_OWN_SIMILAR(true),
    PROFILING_CLASSIC(false),
    PROFILING_ONLINE(false),
    SITE_TRACKING(false),
    EMAIL_OPEN_TRACKING(true),
    RETARGETING(true),
    THIRD_PARTY_MARKETING(false),
    THIRD_PARTY_PROFILING(false),
    SERVICE(true);

    private final boolean perChannel;
    private final String wire = name().toLowerCase(Locale.ROOT);

    Purpose(boolean perChannel) {
        this.perChannel = perChannel;
    }

    /** Whether each channel is a cell of its own; the other purposes have one cell whatever the channel (READINGS 5). */
    public boolean perChannel() {
        return perChannel;
    }

    @JsonValue
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static Purpose of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
