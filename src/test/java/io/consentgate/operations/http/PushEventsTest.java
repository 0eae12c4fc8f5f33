package io.consentgate.operations.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.access.Door;
import io.consentgate.access.FrontDoor;
import io.consentgate.configuration.Keys;
import io.consentgate.configuration.Role;
import io.consentgate.configuration.TrustedProxies;
import io.consentgate.event.EventReader;
import io.consentgate.operations.Connector;
import io.consentgate.person.EmailAddress;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PushEventsTest {
    private static final EventReader READER = new EventReader(shop -> Optional.of(Set.of()), EmailAddress::parse);
    private static final PushDesk DESK = new PushDesk();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static Connector connector;

    @BeforeAll
    static void start() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        FrontDoor frontDoor = new FrontDoor(
                List.of(
                        Door.keyed("POST", "/v1/events", Role.SITE)
                                .taking(
                                        Long.MAX_VALUE,
                                        PushEvents.EITHER,
                                        PushEvents.ONE,
                                        PushEvents.BATCH,
                                        PushEvents.NDJSON),
                        Door.secret("POST", "/webhooks/activecampaign/*", "hook-secret"::equals),
                        Door.open("GET", "/openapi.yaml")),
                new Keys(List.of(
                        new Keys.Entry("all", Role.SITE, Set.of("*"), Keys.hash("site-key")),
                        new Keys.Entry("main", Role.SITE, Set.of("main"), Keys.hash("main-key")),
                        new Keys.Entry("dpo", Role.DPO, Set.of(), Keys.hash("dpo-key")))),
                TrustedProxies.NONE,
                Clock.systemUTC());
        connector = Connector.prepare(new Connector.Plan(
                        List.of("routes/intake/push.camel.yaml", "routes/shared/http-errors.camel.yaml"),
                        new Connector.Ports("127.0.0.1", 0, "127.0.0.1", 0),
                        Map.of(),
                        registry))
                .start(new Connector.Parts(
                        camel -> Map.of("pushEvents", new PushEvents(READER, DESK), "answer", new AnswerRoute()),
                        frontDoor,
                        Map.of()));
    }

    @AfterAll
    static void stop() {
        connector.close();
    }

    @Nested
    class Answers {
        @Test
        void one_event_is_accepted_and_told_by_index() throws Exception {
            assertAnswer(
                    push("application/json", event("one")),
                    202,
                    "{\"accepted\":1,\"duplicates\":0,\"refused\":0,"
                            + "\"results\":[{\"index\":0,\"id\":\"one\",\"outcome\":\"accepted\"}]}");
        }

        @Test
        void an_array_tells_every_index_with_the_reasons_of_a_refusal() throws Exception {
            push("application/json", event("known"));
            assertAnswer(
                    push(
                            "application/cloudevents-batch+json",
                            "[" + event("new") + "," + event("") + "," + event("known") + "]"),
                    202,
                    "{\"accepted\":1,\"duplicates\":1,\"refused\":1,\"results\":["
                            + "{\"index\":0,\"id\":\"new\",\"outcome\":\"accepted\"},"
                            + "{\"index\":1,\"outcome\":\"refused\",\"errors\":"
                            + "[{\"field\":\"/id\",\"problem\":"
                            + "\"empty text; expected text of 1 to 200 characters without control characters\"}]},"
                            + "{\"index\":2,\"id\":\"known\",\"outcome\":\"duplicate\"}]}");
        }

        @Test
        void when_all_are_refused_it_is_a_problem_with_the_same_members() throws Exception {
            HttpResponse<String> answer = push("application/x-ndjson", event("") + "\nnonsense\n");
            assertAnswer(
                    answer,
                    400,
                    "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                            + "\"detail\":\"Every event was refused.\",\"accepted\":0,\"duplicates\":0,\"refused\":2,"
                            + "\"results\":[{\"index\":0,\"outcome\":\"refused\",\"errors\":"
                            + "[{\"field\":\"/id\",\"problem\":"
                            + "\"empty text; expected text of 1 to 200 characters without control characters\"}]},"
                            + "{\"index\":1,\"outcome\":\"refused\",\"errors\":"
                            + "[{\"field\":\"\",\"problem\":\"text that is not JSON; expected one JSON object\"}]}]}");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }

        @Test
        void a_body_that_is_not_json_as_a_whole_is_refused_and_nothing_of_it_taken() throws Exception {
            HttpResponse<String> answer = push("application/json", "[" + event("half") + ",{");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"refused\":1", "\"field\":\"\"");
            assertThat(DESK.taken).noneMatch(key -> key.id().equals("half"));
        }

        @Test
        void an_array_of_more_elements_than_events_could_be_in_it_is_too_large() throws Exception {
            HttpResponse<String> answer = push("application/json", "[" + "1,".repeat(100_000) + "1]");
            assertAnswer(
                    answer,
                    413,
                    "{\"type\":\"about:blank\",\"title\":\"Content Too Large\",\"status\":413,\"detail\":"
                            + "\"an array of more than 100000 elements; expected fewer, or one event per line (NDJSON),"
                            + " which has no limit\"}");
        }

        @Test
        void of_very_many_reasons_each_refusal_tells_at_least_its_first() throws Exception {
            HttpResponse<String> answer = push("application/json", "[" + "{},".repeat(29_999) + "{}]");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"refused\":30000", "\"index\":29999,");
            assertThat(answer.body().length()).isLessThan(6_000_000);
            assertThat(answer.body().split("\"problem\"", -1)).hasSizeBetween(30_000, 50_001);
        }

        @Test
        void blanks_without_end_are_no_document() throws Exception {
            assertThat(push("application/json", " ".repeat(11 * 1024 * 1024) + event("late"))
                            .body())
                    .contains("The body begins with more than 10 MB of blanks.");
        }

        @Test
        void lines_tell_exact_counts_and_the_refusals_only() throws Exception {
            String lines = IntStream.range(0, 1203)
                    .mapToObj(i -> i % 400 == 0 ? event("") : event("line-" + i))
                    .collect(Collectors.joining("\r\n"));
            HttpResponse<String> answer = push("application/x-ndjson", lines);
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body())
                    .startsWith("{\"accepted\":1199,\"duplicates\":0,\"refused\":4,\"results\":[{\"index\":0,")
                    .contains("\"index\":400,", "\"index\":800,", "\"index\":1200,");
            assertThat(DESK.largestBatch).hasValueLessThanOrEqualTo(500);
        }

        @Test
        void an_empty_body_holds_no_event() throws Exception {
            assertThat(push("application/x-ndjson", "\n \n").statusCode()).isEqualTo(400);
            assertThat(push("application/json", "").statusCode()).isEqualTo(400);
            assertThat(push("application/json", "[]").body()).contains("The body holds no event.");
        }

        @Test
        void gzip_is_read_and_other_codings_are_not() throws Exception {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write((event("packed") + "\n").getBytes(StandardCharsets.UTF_8));
            }
            HttpRequest.Builder request = request("site-key", "application/x-ndjson");
            assertThat(send(request.header("Content-Encoding", "gzip")
                                    .POST(BodyPublishers.ofByteArray(packed.toByteArray())))
                            .body())
                    .startsWith("{\"accepted\":1,");
            assertThat(send(request("site-key", "application/x-ndjson")
                                    .header("Content-Encoding", "br")
                                    .POST(BodyPublishers.ofString("x")))
                            .statusCode())
                    .isEqualTo(415);
            assertThat(send(request("site-key", "application/x-ndjson")
                                    .header("Content-Encoding", "gzip")
                                    .POST(BodyPublishers.ofString("not gzip")))
                            .statusCode())
                    .isEqualTo(400);
        }

        @Test
        void a_body_of_any_length_is_taken_as_it_comes() throws Exception {
            long events = 60_000;
            String filler = "x".repeat(180);
            byte[] line = (event("many-1").replace("\"c1\"", "\"c1\",\"city\":\"" + filler + "\"") + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            HttpResponse<String> answer = send(request("site-key", "application/x-ndjson")
                    .POST(BodyPublishers.ofInputStream(() -> new Repeated(line, events))));
            assertAnswer(answer, 202, "{\"accepted\":60000,\"duplicates\":0,\"refused\":0,\"results\":[]}");
        }
    }

    @Nested
    class Limits {
        @Test
        void an_array_ends_at_10_mb() throws Exception {
            String array = "[" + "{\"id\":\"a\",\"filler\":\"" + "x".repeat(11 * 1024 * 1024) + "\"}]";
            HttpResponse<String> answer = push("application/json", array);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }

        @Test
        void an_event_ends_at_256_kb_and_the_next_line_is_read_all_the_same() throws Exception {
            String long_ = "{\"id\":\"long\",\"filler\":\"" + "x".repeat(256 * 1024) + "\"}";
            HttpResponse<String> answer = push("application/x-ndjson", long_ + "\n" + event("after-long") + "\n");
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body())
                    .isEqualTo("{\"accepted\":1,\"duplicates\":0,\"refused\":1,\"results\":[{\"index\":0,"
                            + "\"outcome\":\"refused\",\"errors\":[{\"field\":\"\","
                            + "\"problem\":\"more than 256 kB; expected one event of at most 262144 bytes\"}]}]}");
        }

        @Test
        void nesting_that_would_exhaust_the_stack_is_refused() throws Exception {
            assertThat(push("application/json", "[".repeat(100_000)).statusCode())
                    .isEqualTo(400);
            assertThat(push("application/json", "{\"a\":".repeat(100_000)).statusCode())
                    .isEqualTo(400);
        }
    }

    @Nested
    class AtTheDoor {
        @Test
        void without_a_key_and_with_a_wrong_one_it_is_401() throws Exception {
            HttpResponse<String> without = send(HttpRequest.newBuilder(uri("/v1/events"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(event("x"))));
            assertAnswer(
                    without,
                    401,
                    "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                            + "\"detail\":\"Send your key as 'Authorization: Bearer <key>'.\"}");
            assertThat(send(request("wrong", "application/json").POST(BodyPublishers.ofString(event("x"))))
                            .statusCode())
                    .isEqualTo(401);
        }

        @Test
        void a_key_of_another_role_is_403() throws Exception {
            assertAnswer(
                    send(request("dpo-key", "application/json").POST(BodyPublishers.ofString(event("x")))),
                    403,
                    "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,"
                            + "\"detail\":\"This needs a key of role site; yours is of role dpo.\"}");
        }

        @Test
        void a_key_of_another_shop_is_403_and_among_others_a_refusal_of_that_event() throws Exception {
            HttpResponse<String> only =
                    send(request("main-key", "application/json").POST(BodyPublishers.ofString(event("f1", "other"))));
            assertThat(only.statusCode()).isEqualTo(403);
            HttpResponse<String> among = send(request("main-key", "application/json")
                    .POST(BodyPublishers.ofString("[" + event("f2", "other") + "," + event("mine") + "]")));
            assertThat(among.statusCode()).isEqualTo(202);
            assertThat(among.body())
                    .contains("{\"field\":\"/shop\",\"problem\":\"a shop that this key is not bound to\"}");
        }

        @Test
        void what_is_no_door_does_not_exist_and_is_not_told_to_strangers() throws Exception {
            assertThat(send(HttpRequest.newBuilder(uri("/anything")).GET()).statusCode())
                    .isEqualTo(401);
            assertThat(send(request("site-key", "text/plain")
                                    .uri(uri("/anything"))
                                    .GET())
                            .statusCode())
                    .isEqualTo(404);
            HttpResponse<String> wrongMethod = send(
                    request("site-key", "text/plain").uri(uri("/v1/events")).GET());
            assertThat(wrongMethod.statusCode()).isEqualTo(405);
            assertThat(wrongMethod.headers().firstValue("Allow")).contains("POST");
        }

        @Test
        void other_content_types_are_415() throws Exception {
            assertThat(push("application/x-www-form-urlencoded", "a=b").statusCode())
                    .isEqualTo(415);
            assertThat(push("text/plain", event("x")).statusCode()).isEqualTo(415);
        }

        @Test
        void nothing_of_the_request_comes_back_in_the_headers() throws Exception {
            HttpResponse<String> answer = send(request("site-key", "application/json")
                    .header("X-Api-Key", "do-not-echo")
                    .uri(uri("/v1/events?echo=me"))
                    .POST(BodyPublishers.ofString(event("headers"))));
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.headers().map().keySet().stream().map(String::toLowerCase))
                    .containsExactlyInAnyOrder(
                            "content-type",
                            "content-length",
                            "x-request-id",
                            "x-content-type-options",
                            "referrer-policy",
                            "content-security-policy",
                            "cache-control");
        }
    }

    @Test
    void health_is_told_on_its_own_port() throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.observePort() + "/observe/health"))
                        .GET()
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertAnswer(
                answer,
                200,
                "{\"status\":\"UP\",\"parts\":{\"routes\":{\"status\":\"UP\",\"routes\":{\"push\":\"UP\"}}}}");
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.statusCode() + " " + answer.body()).isEqualTo(status + " " + body);
    }

    private static String event(String id) {
        return event(id, "main");
    }

    private static String event(String id, String shop) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"test\",\"type\":\"contact\","
                + "\"platform\":\"csv\",\"shop\":\"" + shop + "\",\"data\":{\"external_id\":\"c1\"}}";
    }

    private static HttpResponse<String> push(String type, String body) throws Exception {
        return send(request("site-key", type).POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String key, String type) {
        return HttpRequest.newBuilder(uri("/v1/events"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + connector.httpPort() + path);
    }

    /** One line again and again, made on the fly. */
    private static final class Repeated extends InputStream {
        private final byte[] line;
        private long left;
        private int position;

        Repeated(byte[] line, long times) {
            this.line = line;
            this.left = times * line.length;
        }

        @Override
        public int read() {
            return left-- > 0 ? line[position++ % line.length] : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(Math.min(length, left), line.length - position);
            System.arraycopy(line, position, target, offset, count);
            position = (position + count) % line.length;
            left -= count;
            return count;
        }
    }
}
