package io.consentgate.operations;

import io.consentgate.operations.HealthPart.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's health: the worst of its parts. DEGRADED still works, or waits for something outside; only DOWN
 * asks for a restart (READINGS 34).
 */
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final Map<String, Supplier<HealthPart>> parts;

    /** @param parts by name, in the order in which they are shown */
    public Health(Map<String, Supplier<HealthPart>> parts) {
        this.parts = new LinkedHashMap<>(parts);
    }

    public record Report(Status status, Map<String, HealthPart> parts) {

        /** {@code {"status":"UP","parts":{"database":{"status":"UP"}, ...}}} */
        public Map<String, Object> wire() {
            Map<String, Object> shown = new LinkedHashMap<>();
            parts.forEach((name, part) -> {
                Map<String, Object> members = new LinkedHashMap<>();
                members.put("status", part.status().name());
                if (part.reason() != null) {
                    members.put("reason", part.reason());
                }
                members.putAll(part.details());
                shown.put(name, members);
            });
            Map<String, Object> wire = new LinkedHashMap<>();
            wire.put("status", status.name());
            wire.put("parts", shown);
            return wire;
        }
    }

    public Report report() {
        Map<String, HealthPart> reports = new LinkedHashMap<>();
        parts.forEach((name, part) -> reports.put(name, ask(name, part)));
        Status worst = reports.values().stream()
                .map(HealthPart::status)
                .max(Status::compareTo)
                .orElse(Status.UP);
        return new Report(worst, reports);
    }

    private static HealthPart ask(String name, Supplier<HealthPart> part) {
        try {
            return part.get();
        } catch (RuntimeException e) {
            LOG.error("Health of {} cannot be told", name, e);
            return HealthPart.down("cannot be told: " + e.getClass().getSimpleName());
        }
    }
}
