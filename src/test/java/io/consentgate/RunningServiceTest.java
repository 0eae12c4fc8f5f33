package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.consentgate.standin.StandInActiveCampaign;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningServiceTest {

    @TempDir
    static Path data;

    private static ServiceHarness service;
    private static Path drop;

    @BeforeAll
    static void start() throws Exception {
        service = new ServiceHarness(data, Map.of());
        drop = data.resolve("drop/shop");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Nested
    class Figures {
        @Test
        void every_name_is_there_from_the_start() throws Exception {
            assertThat(service.metrics().lines().filter(line -> !line.startsWith("#")))
                    .as("READINGS 34")
                    .anyMatch(line -> line.startsWith("consentgate_events_total{"))
                    .anyMatch(line -> line.startsWith("consentgate_decisions_total{"))
                    .anyMatch(line -> line.startsWith("consentgate_changed_backlog{lane=\"withdrawal\"}"))
                    .anyMatch(line -> line.startsWith("consentgate_changed_oldest_seconds{lane=\"backfill\"}"))
                    .anyMatch(line -> line.startsWith("consentgate_calls_total{"))
                    .anyMatch(line -> line.startsWith("consentgate_budget_wait_seconds_count"))
                    .anyMatch(line -> line.startsWith("consentgate_withdrawal_obeyed_seconds{"))
                    .anyMatch(line -> line.startsWith("consentgate_import_batches_open"))
                    .anyMatch(line -> line.startsWith("consentgate_dead_letters"));
        }

        @Test
        void what_is_refused_is_counted_by_type_or_as_unknown() throws Exception {
            double contacts = refused("contact");
            double unknown = refused("unknown");
            service.push("application/x-ndjson", contact("refused-1", "no address") + "\nnonsense\n");
            assertThat(refused("contact") - contacts).isEqualTo(1);
            assertThat(refused("unknown") - unknown).isEqualTo(1);
        }
    }

    @Nested
    class HealthTells {
        @Test
        void that_no_account_is_set() throws Exception {
            var answer = service.health();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .startsWith("{\"status\":\"DEGRADED\",")
                    .contains("\"account\":{\"status\":\"DEGRADED\",\"reason\":\"no account: set ACTIVECAMPAIGN_URL and"
                            + " its token\"}")
                    .contains("\"database\":{\"status\":\"UP\"}", "\"push\":\"UP\"", "\"file-drop-shop\":\"UP\"");
        }

        @Test
        void that_setup_was_not_run_and_nothing_is_asked_of_the_account_before(@TempDir Path folder) throws Exception {
            try (StandInActiveCampaign remote = StandInActiveCampaign.start();
                    ServiceHarness fresh = new ServiceHarness(
                            folder,
                            Map.of(
                                    "ACTIVECAMPAIGN_URL", remote.baseUrl(),
                                    "ACTIVECAMPAIGN_API_TOKEN", remote.apiToken(),
                                    "CONSENTGATE_POLL_SECONDS", "5"))) {
                assertThat(fresh.health().body())
                        .contains("run setup: nothing is sent before 'consentgate setup' was run")
                        .contains("\"poll-activecampaign\":\"UP\"", "\"activecampaign-webhook\":\"UP\"");
                assertThat(fresh.push("application/json", contact("early-1", "early@example.com"))
                                .statusCode())
                        .isEqualTo(202);
                assertThat(fresh.metrics()).contains("resilience4j_circuitbreaker_state");
                await().during(Duration.ofSeconds(2))
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> remote.history().isEmpty());
            }
        }

        @Test
        void that_the_database_is_gone(@TempDir Path folder) throws Exception {
            try (ServiceHarness broken = new ServiceHarness(folder, Map.of())) {
                broken.wiring.close();
                var answer = broken.health();
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body())
                        .startsWith("{\"status\":\"DOWN\",")
                        .contains("\"database\":{\"status\":\"DOWN\"");
                var push = broken.push("application/json", contact("gone-1", "gone@example.com"));
                assertThat(push.statusCode()).isEqualTo(503);
                assertThat(push.headers().firstValue("Retry-After")).contains("30");
                assertThat(push.body())
                        .contains("The database takes nothing now; send all of it again later, which does no harm.");
            }
        }
    }

    @Nested
    class DropFolders {
        @Test
        void lines_columns_and_packed_files_are_taken_and_kept_with_their_date() throws Exception {
            double before = accepted();
            drop("people.ndjson", bytes(contact("drop-1", "drop1@example.com") + "\n"));
            drop("people.csv", bytes("email;nome\r\ndrop2@example.com;Ada\r\n"));
            drop("more.ndjson.gz", packed(contact("drop-3", "drop3@example.com") + "\n"));
            soon().until(() -> kept("done", "people.ndjson") == 1
                    && kept("done", "people.csv") == 1
                    && kept("done", "more.ndjson.gz") == 1);
            assertThat(accepted() - before).isGreaterThanOrEqualTo(3);
            assertThat(kept("rejects", "people")).isZero();
        }

        @Test
        void what_is_refused_lies_beside_and_is_counted() throws Exception {
            double before = refused("contact");
            drop(
                    "mixed.ndjson",
                    bytes(contact("mixed-1", "mixed1@example.com") + "\n" + contact("mixed-2", "no address") + "\n"));
            soon().until(() -> kept("done", "mixed.ndjson") == 1);
            assertThat(kept("rejects", "mixed.rejects.ndjson")).isEqualTo(1);
            assertThat(refused("contact") - before).isEqualTo(1);
        }

        @Test
        void of_what_cannot_be_read_nothing_is_lost() throws Exception {
            drop("broken.ndjson.gz", bytes("\u001f\u008bthis is no gzip"));
            soon().until(() -> kept("failed", "broken.ndjson.gz") == 1);
        }

        @Test
        void a_link_to_a_file_elsewhere_is_not_followed() throws Exception {
            Path elsewhere = Files.writeString(
                    Files.createTempFile("elsewhere", ".ndjson"), contact("linked-1", "linked@example.com") + "\n");
            Files.setLastModifiedTime(elsewhere, FileTime.fromMillis(0));
            Files.createSymbolicLink(drop.resolve("link.ndjson"), elsewhere);
            soon().until(() -> kept("failed", "link.ndjson") == 1);
            assertThat(Files.getLastModifiedTime(elsewhere)).isEqualTo(FileTime.fromMillis(0));
            assertThat(service.push("application/json", contact("linked-1", "linked@example.com"))
                            .body())
                    .contains("\"accepted\":1");
            Files.delete(elsewhere);
        }

        @Test
        void temporary_names_are_left_alone() throws Exception {
            for (String name : List.of(".people.csv", "people.csv.part", "people.csv.tmp", "~people.csv")) {
                drop(name, bytes("email\r\ntemporary@example.com\r\n"));
            }
            drop("marker.ndjson", bytes(contact("marker-1", "marker@example.com")));
            soon().until(() -> kept("done", "marker.ndjson") == 1);
            assertThat(drop.resolve("people.csv.part")).exists();
            assertThat(drop.resolve(".people.csv")).exists();
            assertThat(kept("done", "people.csv.part")).isZero();
        }

        @Test
        void a_file_that_grows_is_taken_when_it_is_whole() throws Exception {
            Path growing = drop.resolve("growing.ndjson");
            double before = accepted();
            int[] lines = {0};
            await().pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> {
                        lines[0]++;
                        Files.writeString(
                                growing,
                                contact("grow-" + lines[0], "grow" + lines[0] + "@example.com") + "\n",
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND);
                        return lines[0] == 15;
                    });
            soon().until(() -> kept("done", "growing.ndjson") == 1);
            assertThat(Files.exists(growing)).isFalse();
            assertThat(accepted() - before).isGreaterThanOrEqualTo(15);
        }

        @Test
        void the_same_file_again_does_no_harm() throws Exception {
            byte[] file = bytes(contact("again-1", "again@example.com") + "\n");
            drop("again.ndjson", file);
            soon().until(() -> kept("done", "again.ndjson") == 1);
            double before = counted("duplicate", "contact");
            drop("again.ndjson", file);
            soon().until(() -> kept("done", "again.ndjson") == 2);
            assertThat(counted("duplicate", "contact") - before).isEqualTo(1);
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100));
    }

    /** As a careful sender does: written under another name, then moved. */
    private static void drop(String name, byte[] content) throws IOException {
        Path written = Files.createTempFile(data, "drop", ".writing");
        Files.write(written, content);
        Files.setLastModifiedTime(written, FileTime.from(Instant.now().minusSeconds(60)));
        Files.move(written, drop.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static long kept(String folder, String name) throws IOException {
        Path kept = drop.resolve(folder);
        if (!Files.isDirectory(kept)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(kept)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{8}T\\d{6}\\.\\d{3}-" + name + ".*"))
                    .count();
        }
    }

    private static double accepted() throws Exception {
        return counted("accepted", "contact");
    }

    private static double refused(String type) throws Exception {
        return counted("refused", type);
    }

    private static double counted(String outcome, String type) throws Exception {
        String series = "consentgate_events_total{outcome=\"" + outcome + "\",type=\"" + type + "\"} ";
        return service.metrics()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes(text));
        }
        return packed.toByteArray();
    }

    static String contact(String id, String email) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"test\",\"type\":\"contact\","
                + "\"platform\":\"csv\",\"shop\":\"main\",\"data\":{\"email\":\"" + email + "\"}}";
    }
}
