package io.consentgate.operations;

import io.consentgate.database.DatabaseUnavailable;
import io.consentgate.operations.HealthPart.Status;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's health: the worst of its parts. DEGRADED still works, or waits for something outside; only DOWN
 * asks for a restart (READINGS 34).
 */
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Map<String, Supplier<HealthPart>> parts;
    private final ExecutorService asking = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "health");
        thread.setDaemon(true);
        return thread;
    });

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

    /** A database that hangs must not make the question hang. */
    private HealthPart ask(String name, Supplier<HealthPart> part) {
        Future<HealthPart> answer = asking.submit(part::get);
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return HealthPart.down("does not answer within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HealthPart.down("the connector is stopping");
        } catch (ExecutionException e) {
            LOG.error("Health of {} cannot be told", name, e.getCause());
            return HealthPart.down(reason(e.getCause()));
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof DatabaseUnavailable
                ? failure.getMessage()
                : "cannot be told: " + failure.getClass().getSimpleName();
    }
}
