package io.consentgate.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.demo.ConnectorProcess;
import io.consentgate.demo.ConnectorProcess.Where;
import io.consentgate.standin.StandInOptions;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM finishes what is in flight, says what is kept, and is no failure. */
class StopTest {

    private static final Duration LONGEST = Duration.ofSeconds(35);

    @TempDir
    private Path data;

    @Test
    void a_long_upload_is_told_what_of_it_is_kept_and_exactly_that_is_on_disk() throws Exception {
        ConnectorProcess connector = new ConnectorProcess(Where.likeThis(data, Map.of(), "-XX:TieredStopAtLevel=1"));
        connector.start();
        CompletableFuture<HttpResponse<String>> upload =
                CompletableFuture.supplyAsync(() -> connector.send(HttpRequest.newBuilder(connector.at("/v1/events"))
                        .version(java.net.http.HttpClient.Version.HTTP_1_1)
                        .header("Authorization", "Bearer " + ConnectorProcess.SITE_KEY)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofInputStream(EndlessContacts::new))));
        await().atMost(2, TimeUnit.MINUTES)
                .until(() -> connector.metrics().sum("consentgate_events_total", "accepted") > 2000);

        stop(connector);

        HttpResponse<String> answer = upload.get(10, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        JsonNode told = new ObjectMapper().readTree(answer.body());
        assertThat(told.path("refused").asLong()).isZero();
        assertThat(told.path("accepted").asLong()).isEqualTo(eventsOnDisk());
    }

    @Test
    void a_start_that_fails_says_so_with_its_status() throws Exception {
        Files.writeString(data.resolve("secret.key"), "no secret");

        ConnectorProcess.Ended run =
                new ConnectorProcess(Where.likeThis(data, Map.of(), "-XX:TieredStopAtLevel=1")).command("run");

        assertThat(run.output()).contains("secret.key");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void calls_in_flight_are_finished_and_the_next_start_goes_on_without_repeating_any() throws Exception {
        try (Rig rig = new Rig(data, StandInOptions.defaults())) {
            rig.setUp();
            int setUp = rig.requests();
            Crowd crowd = new Crowd(7, 1, 80, Instant.now());
            rig.connector.start();
            for (Crowd.Member member : crowd.members()) {
                rig.send(member.events());
            }
            await().atMost(2, TimeUnit.MINUTES).until(() -> !rig.writes(setUp).isEmpty());

            stop(rig.connector);

            rig.connector.start();
            rig.awaitIdle(Duration.ofSeconds(90));
            Map<String, Integer> seen = new HashMap<>();
            rig.writes(setUp)
                    .forEach(write ->
                            seen.merge(write.method() + ' ' + write.path() + ' ' + write.bodyText(), 1, Integer::sum));
            assertThat(seen.values()).containsOnly(1);
            assertThat(rig.account().contactCount()).isEqualTo((int)
                    crowd.members().stream().filter(Crowd.Member::contact).count());
        }
    }

    private static void stop(ConnectorProcess connector) throws Exception {
        Instant told = Instant.now();
        connector.close();
        assertThat(Duration.between(told, Instant.now())).isLessThan(LONGEST);
        assertThat(connector.exitStatus()).isZero();
        assertThat(Files.readString(connector.log())).doesNotContain("ERROR", "Exception", "Rejected");
    }

    private long eventsOnDisk() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("consentgate.db"));
                ResultSet count = connection.createStatement().executeQuery("SELECT COUNT(*) FROM inbound_key")) {
            return count.getLong(1);
        }
    }

    /** One event after the other, without end. */
    private static final class EndlessContacts extends InputStream {
        private byte[] line = {};
        private int position;
        private int number;

        @Override
        public int read() {
            if (position == line.length) {
                number++;
                line = ("{\"specversion\":\"1.0\",\"id\":\"e" + number + "\",\"source\":\"test\",\"type\":\"contact\","
                                + "\"platform\":\"csv\",\"shop\":\"main\",\"data\":{\"email\":\"endless" + number
                                + "@example.com\"}}\n")
                        .getBytes(StandardCharsets.UTF_8);
                position = 0;
            }
            return line[position++] & 0xff;
        }
    }
}
