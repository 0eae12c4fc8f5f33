package io.consentgate.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.demo.CanonicalEvents;
import io.consentgate.demo.ConnectorProcess;
import io.consentgate.demo.ConnectorProcess.Where;
import io.consentgate.standin.StandInActiveCampaign;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What the benchmarks share: made-up subscribers, folders, the connector beside a stand-in, and how figures are shown. */
final class Bench {

    static final Path FOLDER = Path.of("target", "bench");

    private Bench() {}

    /** A folder with nothing in it. */
    static Path fresh(String name) {
        Path folder = FOLDER.resolve(name);
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> all = Files.walk(folder)) {
                    for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String email(int number) {
        return "subscriber" + number + "@example.com";
    }

    /** One subscriber: a contact with its fields, and a confirmed consent. */
    static List<ObjectNode> subscriber(int number, String round, Instant now) {
        CanonicalEvents events = new CanonicalEvents("bench.example", "bench.example/" + round, null);
        Instant at = now.minus(30, ChronoUnit.DAYS);
        return List.of(
                events.event("contact", "contact-" + number, at, data -> {
                    data.put("external_id", String.valueOf(number))
                            .put("email", email(number))
                            .put("first_name", "Nome" + number % 977)
                            .put("last_name", "Cognome" + number % 3001)
                            .put("locale", "it")
                            .put("country_code", "IT")
                            .put("updated_at", at.toString());
                    data.putObject("loyalty").put("points", number % 5000).put("total_spent", number % 900 + ".90");
                }),
                events.consent("consent-" + number, at, email(number), "direct_marketing", "email", "given", data -> {
                    data.put("recorded_at", at.toString())
                            .put("collected_from", "newsletter_form")
                            .put("notice_version", "2026-01")
                            .put("opt_in_level", "confirmed_opt_in");
                    data.putObject("evidence").put("newsletter", "on");
                }));
    }

    /** Two events each. @return the file */
    static Path subscribers(String name, int first, int count, String round) {
        Path file = FOLDER.resolve(name + ".ndjson");
        Instant now = Instant.now();
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int number = first; number < first + count; number++) {
                for (ObjectNode event : subscriber(number, round, now)) {
                    lines.write(CanonicalEvents.text(event));
                    lines.write('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static ConnectorProcess connector(Path data, StandInActiveCampaign standIn, String... options) {
        return new ConnectorProcess(Where.packaged(
                data,
                Map.of(
                        "ACTIVECAMPAIGN_URL", standIn.baseUrl(),
                        "ACTIVECAMPAIGN_API_TOKEN", standIn.apiToken(),
                        "CONSENTGATE_POLL_SECONDS", "60"),
                options));
    }

    static void succeed(ConnectorProcess.Ended command) {
        if (command.status() != 0) {
            throw new IllegalStateException("status " + command.status() + ": " + command.output());
        }
    }

    /** @return how long it took; fails after that many minutes */
    static Duration until(int minutes, BooleanSupplier condition) {
        Instant begun = Instant.now();
        while (!condition.getAsBoolean()) {
            if (Duration.between(begun, Instant.now()).toMinutes() >= minutes) {
                throw new IllegalStateException("not reached within " + minutes + " minutes");
            }
            pause(20);
        }
        return Duration.between(begun, Instant.now());
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The value below which that share of the sorted measurements lies, by nearest rank. */
    static long percentile(long[] measured, double share) {
        long[] sorted = measured.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    static void figure(String what, String value) {
        System.out.printf("%-58s %s%n", what, value);
    }

    static void figure(String what, double value, String unit) {
        figure(what, String.format(Locale.ROOT, "%,.2f %s", value, unit).replace(".00 ", " "));
    }

    /** @param limit what has to be reached: at least it, or at most it */
    static void against(String what, double value, String unit, boolean atLeast, double limit) {
        boolean met = atLeast ? value >= limit : value <= limit;
        figure(
                what,
                String.format(
                        Locale.ROOT,
                        "%,.2f %s   (%s %,.2f: %s, ratio %s)",
                        value,
                        unit,
                        atLeast ? "at least" : "at most",
                        limit,
                        met ? "met" : "NOT MET",
                        ratio(value, atLeast, limit)));
    }

    private static String ratio(double value, boolean atLeast, double limit) {
        double ratio = atLeast ? value / limit : limit / value;
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "-";
    }

    static void machine() {
        figure(
                "machine",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " cores, Java "
                        + System.getProperty("java.version"));
    }
}
