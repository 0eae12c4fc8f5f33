package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What browsers tell, through the front door of the running service. */
class BannerEntranceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORIGIN = "https://www.shop.example";
    private static final String SECTION = """

            banner:
              origins: [https://www.shop.example, 'http://localhost:8088']
              notice_version: '2026-03'
              tools:
                - {format: consentgate}
                - {format: klaro, profiling_online: [activecampaign]}
            """;

    @TempDir
    private static Path folder;

    private static ServiceHarness service;
    private static final AtomicInteger EVENTS = new AtomicInteger();

    private final String visitor = UUID.randomUUID().toString();
    private final String anna = "anna" + EVENTS.incrementAndGet() + "@example.com";
    private final String bruno = "bruno" + EVENTS.incrementAndGet() + "@example.com";

    @BeforeAll
    static void start() throws Exception {
        service = ServiceHarness.withSite(folder, SECTION);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String own(boolean tracking, boolean profiling, Instant at) {
        return "{\"version\":1,\"receipt_id\":\"r-1\",\"recorded_at\":\"" + at + "\",\"choices\":{\"site_tracking\":"
                + tracking + ",\"profiling_online\":" + profiling + "}}";
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private String message(String format, String raw, boolean gpc) throws IOException {
        return JSON.writeValueAsString(Map.of(
                "shop",
                "s1",
                "visitor_id",
                visitor,
                "format",
                format,
                "raw",
                raw,
                "gpc",
                gpc,
                "page_url",
                ORIGIN + "/shoes?mail=x#y"));
    }

    private static HttpRequest.Builder banner(String body) {
        return service.request("/v1/banner")
                .header("Origin", ORIGIN)
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(BodyPublishers.ofString(body));
    }

    private JsonNode tell(String raw) throws Exception {
        return tell("consentgate", raw, false);
    }

    private JsonNode tell(String format, String raw, boolean gpc) throws Exception {
        HttpResponse<String> answer = service.send(banner(message(format, raw, gpc)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body());
    }

    private void identify(String email, String raw) throws Exception {
        String event = JSON.writeValueAsString(Map.of(
                "specversion",
                "1.0",
                "id",
                "banner-" + EVENTS.incrementAndGet(),
                "source",
                "test",
                "type",
                "cookie-consent",
                "platform",
                "generic",
                "shop",
                "s1",
                "data",
                Map.of(
                        "person",
                        Map.of("email", email),
                        "visitor_id",
                        visitor.toUpperCase(),
                        "format",
                        "consentgate",
                        "raw",
                        raw,
                        "recorded_at",
                        now().toString())));
        HttpResponse<String> answer = service.push("application/json", event);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static void withdraw(String email) throws Exception {
        for (String purpose : new String[] {"site_tracking", "profiling_online"}) {
            String event = JSON.writeValueAsString(Map.of(
                    "specversion",
                    "1.0",
                    "id",
                    "banner-" + EVENTS.incrementAndGet(),
                    "source",
                    "test",
                    "type",
                    "privacy-request",
                    "platform",
                    "generic",
                    "shop",
                    "s1",
                    "data",
                    Map.of(
                            "kind",
                            "withdrawal",
                            "person",
                            Map.of("email", email),
                            "purpose",
                            purpose,
                            "requested_at",
                            now().toString())));
            assertThat(service.push("application/json", event).statusCode()).isEqualTo(202);
        }
    }

    /** {@code site_tracking profiling_online}, each allowed or the reason why not. */
    private static String decision(String email) throws Exception {
        HttpResponse<String> answer = service.send(service.request("/v1/people/decision")
                .header("Authorization", "Bearer " + ServiceHarness.DPO_KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"email\":\"" + email + "\"}")));
        JsonNode decisions = JSON.readTree(answer.body()).path("decisions");
        return cell(decisions, "site_tracking") + " " + cell(decisions, "profiling_online");
    }

    private static String cell(JsonNode decisions, String purpose) {
        for (JsonNode cell : decisions) {
            if (cell.path("purpose").asText().equals(purpose)) {
                return cell.path("decision").asText().equals("allowed")
                        ? "allowed"
                        : cell.path("reason").asText();
            }
        }
        return "untold";
    }

    @Nested
    class Visitors {

        @Test
        void a_yes_lets_tracking_start_until_it_expires() throws Exception {
            Instant at = now();

            JsonNode answer = tell(own(true, true, at));

            assertThat(answer.path("tracking").asText()).isEqualTo("allowed");
            assertThat(answer.path("reason").asText()).isEqualTo("basis.consent");
            assertThat(Instant.parse(answer.path("valid_until").asText()))
                    .isBetween(at.plus(360, ChronoUnit.DAYS), at.plus(367, ChronoUnit.DAYS));
        }

        @Test
        void a_no_says_when_the_banner_may_ask_again() throws Exception {
            Instant at = now();

            JsonNode answer = tell(own(false, false, at));

            assertThat(answer.path("tracking").asText()).isEqualTo("denied");
            assertThat(answer.path("reason").asText()).isEqualTo("consent.refused");
            assertThat(Instant.parse(answer.path("ask_again_from").asText()))
                    .isBetween(at.plus(180, ChronoUnit.DAYS), at.plus(185, ChronoUnit.DAYS));
        }

        @Test
        void whoever_changes_their_mind_is_believed_each_time() throws Exception {
            assertThat(tell("klaro", "{\"activecampaign\":true}", false)
                            .path("tracking")
                            .asText())
                    .isEqualTo("allowed");
            assertThat(tell("klaro", "{\"activecampaign\":false}", false)
                            .path("tracking")
                            .asText())
                    .isEqualTo("denied");
            assertThat(tell("klaro", "{\"activecampaign\":true}", false)
                            .path("tracking")
                            .asText())
                    .isEqualTo("allowed");
        }

        @Test
        void global_privacy_control_closes_what_was_agreed_to_before() throws Exception {
            String yes = own(true, true, now().minusSeconds(60));
            tell(yes);

            assertThat(tell("consentgate", yes, true).path("reason").asText()).isEqualTo("gpc.conflict");
            assertThat(tell("consentgate", yes, false).path("reason").asText()).isEqualTo("gpc.conflict");
            assertThat(tell(own(true, true, now())).path("tracking").asText()).isEqualTo("allowed");
        }

        @Test
        void a_banner_not_answered_is_no_yes() throws Exception {
            JsonNode answer = tell("");

            assertThat(answer.path("tracking").asText()).isEqualTo("denied");
            assertThat(answer.path("reason").asText()).isEqualTo("consent.notAsked");
        }

        @Test
        void one_purpose_is_not_enough() throws Exception {
            assertThat(tell(own(true, false, now())).path("reason").asText()).isEqualTo("consent.refused");
        }

        @Test
        void a_tool_that_the_site_does_not_list_cannot_say_yes() throws Exception {
            JsonNode answer = tell("osano", "cookieconsent_status_MARKETING=ALLOW", false);

            assertThat(answer.path("tracking").asText()).isEqualTo("denied");
            assertThat(answer.path("reason").asText()).isEqualTo("record.unknownFormat");
        }
    }

    @Nested
    class People {

        @Test
        void nobody_is_opened_by_a_browser_alone() throws Exception {
            tell(own(true, true, now()));

            assertThat(decision(anna)).isEqualTo("consent.unknown consent.unknown");
        }

        @Test
        void the_state_in_force_counts_once_the_site_says_who_it_is() throws Exception {
            tell(own(true, true, now()));
            identify(anna, "");

            assertThat(decision(anna)).isEqualTo("allowed allowed");
        }

        @Test
        void what_the_visitor_says_later_counts_too() throws Exception {
            identify(anna, "");
            assertThat(decision(anna)).isEqualTo("consent.unknown consent.unknown");

            tell(own(true, true, now()));
            assertThat(decision(anna)).isEqualTo("allowed allowed");

            tell(own(false, false, now().plusMillis(1)));
            assertThat(decision(anna)).isEqualTo("consent.refused consent.refused");
        }

        @Test
        void what_was_withdrawn_elsewhere_stays_so_however_often_the_page_is_read() throws Exception {
            String yes = "{\"activecampaign\":true}";
            tell("klaro", yes, false);
            identify(anna, "");
            assertThat(decision(anna)).isEqualTo("allowed allowed");

            withdraw(anna);
            tell("klaro", yes, false);
            identify(anna, "");
            assertThat(decision(anna)).isEqualTo("consent.withdrawn consent.withdrawn");

            tell("klaro", "{\"activecampaign\":false}", false);
            tell("klaro", yes, false);
            assertThat(decision(anna)).isEqualTo("allowed allowed");
        }

        @Test
        void on_a_shared_browser_a_yes_is_of_the_one_identified_then_and_a_no_of_everybody() throws Exception {
            identify(anna, own(true, true, now().minusSeconds(60)));
            identify(bruno, own(true, true, now().minusSeconds(60)));
            assertThat(decision(anna)).isEqualTo("allowed allowed");
            assertThat(decision(bruno)).isEqualTo("consent.unknown consent.unknown");

            tell(own(false, false, now()));
            assertThat(decision(anna)).isEqualTo("consent.refused consent.refused");
            assertThat(decision(bruno)).isEqualTo("consent.refused consent.refused");

            tell(own(true, true, now().plusMillis(2)));
            assertThat(decision(anna)).isEqualTo("consent.refused consent.refused");
            assertThat(decision(bruno)).isEqualTo("allowed allowed");
        }
    }

    @Nested
    class TheDoor {

        private int status(HttpRequest.Builder request) throws Exception {
            return service.send(request).statusCode();
        }

        @Test
        void an_origin_that_is_not_listed_is_sent_away_whatever_it_says() throws Exception {
            for (String origin : new String[] {
                "https://shop.example", "https://www.shop.example.evil.test", "null", "HTTPS://WWW.SHOP.EXAMPLE"
            }) {
                HttpResponse<String> answer = service.send(service.request("/v1/banner")
                        .header("Origin", origin)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(message("consentgate", "", false))));
                assertThat(answer.statusCode()).as(origin).isEqualTo(403);
                assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                        .isEmpty();
            }
            assertThat(status(service.request("/v1/banner")
                            .header("Content-Type", "text/plain")
                            .POST(BodyPublishers.ofString(message("consentgate", "", false)))))
                    .isEqualTo(403);
        }

        @Test
        void a_listed_page_may_read_the_answer() throws Exception {
            HttpResponse<String> answer = service.send(banner(message("consentgate", "", false)));

            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(ORIGIN);
            assertThat(answer.headers().firstValue("Vary")).contains("Origin");
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }

        @Test
        void a_preflight_is_answered_for_listed_origins_only() throws Exception {
            HttpResponse<String> listed = service.send(preflight(ORIGIN));
            assertThat(listed.statusCode()).isEqualTo(204);
            assertThat(listed.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(ORIGIN);
            assertThat(listed.headers().firstValue("Access-Control-Allow-Methods"))
                    .contains("POST");
            assertThat(listed.headers().firstValue("Access-Control-Allow-Headers"))
                    .contains("Content-Type");

            HttpResponse<String> other = service.send(preflight("https://evil.test"));
            assertThat(other.statusCode()).isEqualTo(204);
            assertThat(other.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }

        private HttpRequest.Builder preflight(String origin) {
            return service.request("/v1/banner")
                    .header("Origin", origin)
                    .header("Access-Control-Request-Method", "POST")
                    .header("Access-Control-Request-Headers", "content-type")
                    .method("OPTIONS", BodyPublishers.noBody());
        }

        @Test
        void what_cannot_be_read_is_refused_without_repeating_it() throws Exception {
            for (String body : new String[] {
                "",
                "[]",
                "{\"shop\":\"s1\"}",
                message("consentgate", "", false).replace(visitor, "anna@example.com"),
                message("consentgate", "", false).replace("consentgate", "cookiebott"),
                message("consentgate", "", false).replace("\"gpc\":false", "\"gpc\":\"no\""),
                message("consentgate", "", false).replace("\"gpc\":false", "\"gpc\":false,\"gpc\":true"),
                message("consentgate", "", false).replace("\"gpc\"", "\"secret@example.com\""),
                message("consentgate", "", false).replace(ORIGIN, "javascript:alert"),
            }) {
                HttpResponse<String> answer = service.send(banner(body));
                assertThat(answer.statusCode()).as(body).isEqualTo(400);
                assertThat(answer.body()).doesNotContain("@example.com", "cookiebott");
            }
            assertThat(status(banner(message("consentgate", "x".repeat(30_000), false))))
                    .isEqualTo(413);
            assertThat(status(banner(message("consentgate", "x".repeat(17_000), false))))
                    .isEqualTo(400);
        }

        @Test
        void nobody_holds_a_place_with_a_body_of_unknown_length() throws Exception {
            byte[] body = message("consentgate", "", false).getBytes(StandardCharsets.UTF_8);

            assertThat(status(service.request("/v1/banner")
                            .header("Origin", ORIGIN)
                            .header("Content-Type", "text/plain")
                            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))))
                    .isEqualTo(411);
        }

        @Test
        void the_privacy_control_of_the_request_counts_too() throws Exception {
            String yes = own(true, true, now());

            HttpResponse<String> answer = service.send(banner(message("consentgate", yes, false))
                    .header("Sec-GPC", "0")
                    .header("Sec-GPC", "1"));

            assertThat(JSON.readTree(answer.body()).path("reason").asText()).isEqualTo("gpc.conflict");
        }

        @Test
        void one_visitor_cannot_flood() throws Exception {
            int last = 0;
            for (int i = 0; i < 31; i++) {
                last = status(banner(message("consentgate", "", false)));
            }
            assertThat(last).isEqualTo(429);
        }

        @Test
        void the_figures_show_what_browsers_tell() throws Exception {
            tell(own(false, false, now()));

            assertThat(service.metrics()).contains("consentgate_banners_total{outcome=\"denied\"}");
            assertThat(service.health().body()).contains("\"banner\"");
        }
    }
}
