package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Leads of chatbots through the running service: consent first, or nothing. */
class ChatbotLeadTest {

    private static final String SMARTSUPP = "smartsupp-secret-for-tests";
    private static final String CHATBOT = "chatbot-secret-for-tests";
    private static final String NOTICE = "https://shop.example/privacy";
    private static final Instant ENDED =
            Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    static Path folder;

    private static ServiceHarness service;

    @BeforeAll
    static void start() throws Exception {
        service = ServiceHarness.withSite(
                folder, """

                chatbots:
                  - source: smartsupp
                    shop: s1
                    notice_url: https://shop.example/privacy
                    notice_version: '2026-03'
                    question: May we use what you write to answer you?
                  - source: chatbot
                    shop: s1
                    notice_url: https://shop.example/privacy
                    question: May we send you offers by e-mail?
                    purpose: direct_marketing
                    channel: email
                """, Map.of("CONSENTGATE_KEY_SMARTSUPP", SMARTSUPP, "CONSENTGATE_KEY_CHATBOT", CHATBOT));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String hmac(String secret, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpResponse<String> post(String path, String header, String signature, String body)
            throws Exception {
        return service.send(service.request(path)
                .header("Content-Type", "application/json")
                .header(header, signature)
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> smartsupp(String body) throws Exception {
        return post("/webhooks/smartsupp", "X-Smartsupp-Hmac", hmac(SMARTSUPP, body), body);
    }

    private static HttpResponse<String> chatbot(String body) throws Exception {
        return post("/webhooks/chatbot", "X-Chatbot-Hmac", hmac(CHATBOT, body), body);
    }

    private static String chat(String visitor, String email, String variables) {
        return """
                {"accountId":1,"endAt":%d,"visitor":{"id":"%s","name":"Luca Neri","email":"%s","countryCode":"FR",
                "ipAddress":"203.0.113.60","variables":%s},"paths":[{"url":"https://shop.example/contact"}],
                "messages":[{"content":"my address is %s"}]}""".formatted(ENDED.toEpochMilli(), visitor, email, variables, email);
    }

    private static String lead(String id, String email, String consent) {
        return "{\"id\":\"%s\",\"email\":\"%s\",\"first_name\":\"Mara\",\"consent\":%s}".formatted(id, email, consent);
    }

    private static String given(String more) {
        return "{\"given\":true,\"at\":\"%s\",\"notice_url\":\"%s\"%s}".formatted(ENDED, NOTICE, more);
    }

    /** Whether any file of the service holds the text: database, log of the database, rejects. */
    private static boolean onDisk(String text) throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String explained(String email) throws Exception {
        return service.send(service.request("/v1/people/decision")
                        .header("Authorization", "Bearer " + ServiceHarness.DPO_KEY)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"email\":\"" + email + "\"}")))
                .body();
    }

    @Test
    void what_is_not_signed_with_the_secret_is_not_read() throws Exception {
        String body = chat("v0", "unsigned@example.com", "{\"gdprConsent\":\"si\"}");

        for (String wrong : List.of("", "00", hmac("another", body), hmac(SMARTSUPP, body + " "))) {
            assertThat(post("/webhooks/smartsupp", "X-Smartsupp-Hmac", wrong, body)
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(post("/webhooks/chatbot", "X-Chatbot-Hmac", hmac(SMARTSUPP, body), body)
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("/webhooks/smartsupp?secret=" + CHATBOT, "X-Other", "x", body)
                        .statusCode())
                .isEqualTo(401);
        assertThat(onDisk("unsigned@example.com")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                  | /visitor/variables/gdprConsent",
                "{\"gdprConsent\":{\"label\":\"x\",\"value\":\"no\"}}| /visitor/variables/gdprConsent/value",
                "{\"gdprConsent\":{\"label\":\"x\",\"value\":\"\"}}  | /visitor/variables/gdprConsent/value",
                "{\"gdprConsent\":\"perhaps\"}                       | /visitor/variables/gdprConsent",
                "{\"gdprConsent\":false}                             | /visitor/variables/gdprConsent",
                "{\"newsletter\":\"si\"}                             | /visitor/variables/gdprConsent",
                "{\"gdprConsent\":\"si\"}                            | /visitor/variables/gdprConsentAt",
            })
    void a_chat_without_a_yes_leaves_nothing(String variables, String field) throws Exception {
        HttpResponse<String> answer = smartsupp(chat("v1", "silent@example.com", variables));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"").doesNotContain("silent");
        assertThat(onDisk("silent@example.com")).isFalse();
    }

    @Test
    void a_lead_without_consent_link_version_or_date_leaves_nothing() throws Exception {
        Map<String, String> refused = Map.of(
                "{}",
                "/consent/given",
                given("").replace("true", "false"),
                "/consent/given",
                given("").replace("true", "\"true\""),
                "/consent/given",
                given("").replace(NOTICE, "https://shop.example/terms"),
                "/consent/notice_url",
                given("").replace("\"notice_url\"", "\"link\""),
                "/consent/notice_url",
                given(""),
                "/consent/notice_version",
                given(",\"notice_version\":\"2026-03\"").replace("\"at\"", "\"on\""),
                "/consent/at",
                given(",\"notice_version\":\"2026-03\"").replace(ENDED.toString(), "yesterday"),
                "/consent/at",
                given(",\"notice_version\":\"2026-03\"").replace(ENDED.toString(), "2999-01-01"),
                "/consent/at");
        for (Map.Entry<String, String> one : refused.entrySet()) {
            HttpResponse<String> answer = chatbot(lead("l1", "nobody@example.com", one.getKey()));
            assertThat(answer.statusCode()).as(one.getKey()).isEqualTo(422);
            assertThat(answer.body()).as(one.getKey()).contains("\"field\":\"" + one.getValue() + "\"");
        }
        assertThat(chatbot(lead("l1", "nobody@example.com", "{\"given\":false,\"given\":true}"))
                        .statusCode())
                .as("two answers")
                .isEqualTo(400);
        assertThat(onDisk("nobody@example.com")).isFalse();
    }

    @Test
    void a_yes_is_kept_with_its_notice_and_a_second_delivery_changes_nothing() throws Exception {
        String body = lead("l2", "mara@example.com", given(",\"notice_version\":\"2026-03\""));

        assertThat(chatbot(body))
                .returns(200, HttpResponse::statusCode)
                .returns("{\"status\":\"taken\"}", HttpResponse::body);
        assertThat(onDisk("mara@example.com")).as("before the answer").isTrue();
        String once = explained("mara@example.com");
        assertThat(once).contains("\"consent.doiPending\"", "\"2026-03\"");
        assertThat(chatbot(body))
                .returns(200, HttpResponse::statusCode)
                .returns("{\"status\":\"duplicate\"}", HttpResponse::body);
        assertThat(records(explained("mara@example.com"))).isEqualTo(records(once));
    }

    private static List<String> records(String explained) {
        return Pattern.compile("\"records\":\\[[^]]*]")
                .matcher(explained)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void a_chat_with_a_yes_is_taken_also_where_only_the_address_carries_the_secret() throws Exception {
        String body = chat(
                "v2",
                "luca@example.com",
                "{\"gdprConsent\":{\"label\":\"ok\",\"value\":\"s\\u00ec\"},\"gdprConsentAt\":\"" + ENDED + "\"}");

        assertThat(post("/webhooks/smartsupp?secret=" + SMARTSUPP, "X-Other", "x", body))
                .returns(200, HttpResponse::statusCode)
                .returns("{\"status\":\"taken\"}", HttpResponse::body);
        assertThat(smartsupp(body).body()).isEqualTo("{\"status\":\"duplicate\"}");
        assertThat(explained("luca@example.com"))
                .as("an enquiry is no consent to advertising")
                .contains("\"2026-03\"", "\"service\"")
                .doesNotContain("\"decision\":\"allowed\",\"purpose\":\"direct_marketing\"");
    }

    @Test
    void messages_of_the_webhook_that_end_no_chat_or_name_nobody_are_acknowledged() throws Exception {
        String reply = "{\"type\":\"event_callback\",\"event\":\"conversation.contact_replied\",\"data\":{}}";

        assertThat(smartsupp(reply))
                .returns(200, HttpResponse::statusCode)
                .returns("{\"status\":\"nobody\"}", HttpResponse::body);
        String closed = """
                {"type":"event_callback","event":"conversation.closed","timestamp":"%s","data":{"conversation":{"id":"c1"},
                "contact":{"email":"closed@example.com","variables":{"gdprConsent":true,"gdprConsentAt":"%s"}}}}""".formatted(ENDED, ENDED);
        assertThat(smartsupp(closed).body()).isEqualTo("{\"status\":\"taken\"}");
        assertThat(onDisk("closed@example.com")).isTrue();
    }
}
