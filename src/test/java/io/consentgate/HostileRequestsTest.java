package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no well-meaning client sends, byte by byte. */
class HostileRequestsTest {

    private static final String KEY = "Authorization: Bearer " + ServiceHarness.SITE_KEY + "\r\n";

    @TempDir
    static Path data;

    private static ServiceHarness service;

    @BeforeAll
    static void start() throws Exception {
        service = new ServiceHarness(data, Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET /console/",
                "GET /observe/health",
                "GET /observe/metrics",
                "GET /v1",
                "POST /v1/events/more",
                "POST /V1/events",
                "POST /v1/people",
                "POST //v1/events",
                "POST /v1/%65vents",
                "POST /v1/./events",
                "POST /openapi.yaml/../v1/events",
                "POST /openapi.yaml/%2e%2e/v1/events",
                "POST /v1/events;a=b",
                "GET /openapi.yaml/..%2f..%2fetc/passwd",
                "POST /webhooks/activecampaign",
                "POST /webhooks/activecampaign/",
                "POST /webhooks/activecampaign/guess",
                "POST /webhooks/activecampaign/?secret=guess",
                "POST /webhooks/other/guess",
                "OPTIONS /v1/events",
                "TRACE /v1/events",
                "HEAD /v1/events",
                "CONNECT /v1/events",
                "PROPFIND /v1/events",
            })
    void without_a_key_nothing_opens(String request) throws Exception {
        String answer = send(request + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
        assertThat(status(answer)).as(answer).isIn(400, 401, 415, 429);
        assertThat(answer).doesNotContain("xception", "\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /v1/events, 405",
        "HEAD /v1/events, 405",
        "OPTIONS /v1/events, 405",
        "TRACE /v1/events, 405",
        "POST /v1/nothing, 404",
        "POST /v1/events/, 404",
        "POST /V1/EVENTS, 404",
        "GET /../../etc/passwd, 404",
        "GET /%2e%2e/%2e%2e/etc/passwd, 404",
        "POST /v1/people/decision, 403",
        "DELETE /openapi.yaml, 405",
    })
    void with_a_key_only_what_is_there_opens(String request, int status) throws Exception {
        String answer = send(request + " HTTP/1.1\r\nHost: x\r\n" + KEY + "Connection: close\r\n\r\n");
        assertThat(status(answer)).as(answer).isEqualTo(status);
    }

    @Test
    void every_refusal_is_a_problem_with_the_security_headers_and_without_anything_of_the_request() throws Exception {
        String answer = send("POST /v1/events HTTP/1.1\r\nHost: x\r\n" + KEY + "X-Mine: echo-me\r\n"
                + "Content-Type: text/html\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        assertThat(status(answer)).isEqualTo(415);
        assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                .contains(
                        "content-type: application/problem+json",
                        "x-content-type-options: nosniff",
                        "content-security-policy: default-src 'none'",
                        "referrer-policy: no-referrer",
                        "cache-control: no-store")
                .doesNotContain("echo-me", "site-key", "server:", "vert.x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 5, 6\r\n",
                "Content-Length : 5\r\n",
                "Transfer-Encoding: chunked, identity\r\nContent-Length: 5\r\n",
                " folded: x\r\n",
            })
    void lengths_that_two_readers_could_take_in_two_ways_are_no_way_in(String headers) throws Exception {
        String answer = send("POST /v1/events HTTP/1.1\r\nHost: x\r\n" + KEY + "Content-Type: application/json\r\n"
                + headers + "\r\n{}\r\n\r\nGET /openapi.yaml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).doesNotContain("HTTP/1.1 200", "HTTP/1.1 202");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/smartsupp?secret=in-the-url&x=%",
                "/confirm/in-the-url?x=%zz",
                "/r/in-the-url?%",
                "/webhooks/activecampaign/in-the-url/%zz",
                "/v1/events?key=in-the-url&x=%f",
                "/disclosure/in-the-url?%",
                "*",
            })
    void a_url_that_cannot_be_decoded_is_refused_and_leaves_nothing_in_the_log(String url) throws Exception {
        List<String> logged = Collections.synchronizedList(new ArrayList<>());
        try (LogTap tap = new LogTap(logged::add)) {
            for (String method : List.of("GET", "POST", "OPTIONS")) {
                String answer = send(method + " " + url + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
                assertThat(status(answer)).as(answer).isIn(400, 401, 405, 429);
            }
        }
        assertThat(logged).noneMatch(line -> line.contains("in-the-url") || line.contains("xception"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":\"a@example.com\",\"email\":\"b@example.com\"}",
                "{\"email\":\"a@example.com\"}{\"email\":\"b@example.com\"}",
                "{\"email\":\"a@example.com\"} rest",
                "{\"email\":[\"a@example.com\"]}",
                "[[[[[[",
                "null",
                "",
            })
    void a_question_that_could_be_read_in_two_ways_has_no_answer(String body) throws Exception {
        for (String path : List.of("/v1/people/consents", "/v1/people/decision")) {
            String key = path.endsWith("decision") ? ServiceHarness.DPO_KEY : ServiceHarness.SITE_KEY;
            var answer = service.send(service.request(path)
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        }
    }

    @Test
    void headers_and_urls_without_end_are_cut_off() throws Exception {
        assertThat(status(send("GET /openapi.yaml HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n")))
                .isEqualTo(431);
        assertThat(status(send("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")))
                .isEqualTo(414);
    }

    @Test
    void a_declared_length_beyond_the_limit_is_refused_unread() throws Exception {
        String answer = send("POST /v1/people/consents HTTP/1.1\r\nHost: x\r\n" + KEY
                + "Content-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{");
        assertThat(status(answer)).isEqualTo(413);
    }

    @Test
    void bytes_that_are_no_http_end_the_connection() throws Exception {
        assertThat(send("\u0016\u0003\u0001 nonsense\r\n\r\n")).doesNotContain("HTTP/1.1 2");
        assertThat(send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).doesNotContain("HTTP/1.1 2");
    }

    @Test
    void whoever_guesses_is_slowed_down_and_a_right_key_still_passes() throws Exception {
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            answers.add(service.send(service.request("/v1/events")
                            .header("Authorization", "Bearer guess-" + i)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{}")))
                    .statusCode());
        }
        assertThat(answers.subList(0, 2)).containsOnly(401);
        assertThat(answers.subList(80, 90)).containsOnly(429);
        assertThat(service.push("application/json", RunningServiceTest.contact("after-guesses", "guess@example.com"))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void senders_that_creep_leave_room_for_others() throws Exception {
        List<Socket> creeping = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                Socket socket = connect();
                socket.getOutputStream()
                        .write(("POST /v1/events HTTP/1.1\r\nHost: x\r\n" + KEY
                                        + "Content-Type: application/x-ndjson\r\nContent-Length: 1000\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
                creeping.add(socket);
            }
            assertThat(service.send(service.request("/openapi.yaml")).statusCode())
                    .isEqualTo(200);
            assertThat(service.push("application/json", RunningServiceTest.contact("crowded", "crowded@example.com"))
                            .statusCode())
                    .as("told to come again, not left hanging")
                    .isEqualTo(429);
        } finally {
            for (Socket socket : creeping) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/webhooks/smartsupp, application/json",
        "/confirm/no-token, application/x-www-form-urlencoded",
        "/v1/banner, text/plain",
    })
    void whoever_needs_no_key_and_creeps_holds_nobody_up(String path, String type) throws Exception {
        List<Socket> creeping = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                Socket socket = connect();
                socket.getOutputStream()
                        .write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type
                                        + "\r\nContent-Length: 100\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
                creeping.add(socket);
            }
            // Told while they all still creep: an answer to the first of them would mean that it was waited for.
            assertThat(service.push("application/json", RunningServiceTest.contact("beside" + path, "b@example.com"))
                            .statusCode())
                    .isEqualTo(202);
            creeping.get(0).setSoTimeout(1);
            assertThat(silent(creeping.get(0))).as("still creeping").isTrue();
        } finally {
            for (Socket socket : creeping) {
                socket.close();
            }
        }
    }

    private static boolean silent(Socket socket) throws IOException {
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException nothingCame) {
            return true;
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.running.httpPort());
        socket.setSoTimeout(5000);
        return socket;
    }

    private static String send(String request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            byte[] buffer = new byte[8192];
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                answer.write(buffer, 0, n);
                if (!request.contains("close") && answer.size() > 0) {
                    break;
                }
            }
        } catch (SocketTimeoutException | java.net.SocketException cut) {
            // What came until then counts.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static int status(String answer) {
        return answer.startsWith("HTTP/1.") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }
}
