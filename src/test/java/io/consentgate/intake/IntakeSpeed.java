package io.consentgate.intake;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.Reading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many events a second become durable on SQLite: {@code main N BATCH}. Prints the rate, reading apart. */
final class IntakeSpeed {

    private IntakeSpeed() {}

    public static void main(String[] arguments) throws Exception {
        int people = Integer.parseInt(arguments[0]) / 2;
        int batch = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("intake-speed");
        try (SqlDatabase database = EmbeddedDatabases.sqlite(folder);
                Premises premises = new Premises(database, folder)) {
            long started = System.nanoTime();
            long reading = 0;
            long last = started;
            List<InboundEvent> events = new ArrayList<>(batch);
            for (int i = 0; i < 2 * people; i++) {
                long from = System.nanoTime();
                events.add(((Reading.Accepted) premises.reader.read(line(i / 2, i % 2))).event());
                reading += System.nanoTime() - from;
                if (events.size() == batch || i == 2 * people - 1) {
                    premises.intake.accept(events, Instant.now());
                    events.clear();
                }
                if ((i + 1) % 100_000 == 0) {
                    long now = System.nanoTime();
                    System.out.printf(Locale.ROOT, "%,d: %,.0f/s%n", i + 1, 100_000e9 / (now - last));
                    last = now;
                }
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%,d events in %.1f s: %,.0f/s, of it %.1f s reading; file %,d MB%n",
                    2 * people,
                    seconds,
                    2 * people / seconds,
                    reading / 1e9,
                    Files.size(folder.resolve("consentgate.db")) >> 20);
            long from = System.nanoTime();
            System.out.println(premises.register.verify("shop"));
            System.out.printf(Locale.ROOT, "verified in %.1f s%n", (System.nanoTime() - from) / 1e9);
        }
    }

    private static byte[] line(int person, int kind) {
        String name = Integer.toHexString(person * 0x9E3779B1) + person;
        String data = kind == 0
                ? "{\"external_id\":\"" + person + "\",\"email\":\"anna." + name
                        + "@example.com\",\"first_name\":\"Anna\",\"last_name\":\"Rossi\",\"locale\":\"it-IT\","
                        + "\"country_code\":\"IT\",\"updated_at\":\"2025-01-10T10:00:00Z\"}"
                : "{\"person\":{\"email\":\"anna." + name + "@example.com\"},\"purpose\":\"direct_marketing\","
                        + "\"channel\":\"email\",\"status\":\"given\",\"opt_in_level\":\"confirmed_opt_in\","
                        + "\"recorded_at\":\"2025-01-10T10:00:00Z\",\"collected_from\":\"newsletter_form\","
                        + "\"notice_version\":\"2024-1\",\"evidence\":{\"newsletter\":\"on\"},"
                        + "\"double_opt_in\":{\"requested_at\":\"2025-01-10T10:00:00Z\","
                        + "\"confirmed_at\":\"2025-01-10T10:05:00Z\"}}";
        return ("{\"specversion\":\"1.0\",\"id\":\"" + kind + "-" + person + "\",\"source\":\"shop.example.com\","
                        + "\"type\":\"" + (kind == 0 ? "contact" : "consent")
                        + "\",\"platform\":\"csv\",\"shop\":\"s1\",\"data\":" + data + "}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
