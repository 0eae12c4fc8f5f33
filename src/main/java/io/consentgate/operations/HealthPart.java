package io.consentgate.operations;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one part of the connector is.
 *
 * @param reason why it is not UP; null when it is
 * @param details figures for the reader; nothing personal, nothing secret
 */
public record HealthPart(Status status, String reason, Map<String, Object> details) {
    /** The later constant is the worse. */
    public enum Status {
        UP,
        DEGRADED,
        DOWN
    }

    public static HealthPart up() {
        return new HealthPart(Status.UP, null, Map.of());
    }

    public static HealthPart degraded(String reason) {
        return new HealthPart(Status.DEGRADED, reason, Map.of());
    }

    public static HealthPart down(String reason) {
        return new HealthPart(Status.DOWN, reason, Map.of());
    }

    public HealthPart with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new HealthPart(status, reason, more);
    }
}
