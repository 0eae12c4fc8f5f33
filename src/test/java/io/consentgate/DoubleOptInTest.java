package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.consentgate.demo.Mailboxes;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Double opt-in through the running service: the mail is read from a mailbox, its link opened over HTTP. */
class DoubleOptInTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String PUBLIC = "http://127.0.0.1:8080/consent";

    @TempDir
    static Path data;

    private static Mailboxes mailboxes;
    private static ServiceHarness service;
    private static int number;

    @BeforeAll
    static void start() throws Exception {
        mailboxes = new Mailboxes();
        service = new ServiceHarness(data, new HashMap<>(mailboxes.settings(PUBLIC)));
    }

    @AfterAll
    static void stop() {
        service.close();
        mailboxes.close();
    }

    private static MimeMessage next(String address, int number) {
        await().atMost(SOON).until(() -> mailboxes.to(address).size() >= number);
        return mailboxes.to(address).get(number - 1);
    }

    private static String event(String type, String data) {
        return """
                {"specversion":"1.0","id":"e%d","source":"test","type":"%s","platform":"custom","shop":"s1","data":%s}""".formatted(++number, type, data);
    }

    private static String request(String email, String more) {
        return event("consent", """
                {"person":{"email":"%s"},"purpose":"direct_marketing","channel":"email","status":"pending",\
                "recorded_at":"%s","notice_version":"2026-03","evidence":{"form":"newsletter"}%s}""".formatted(email, Instant.now(), more));
    }

    private static String no(String email) {
        return event("consent", """
                {"person":{"email":"%s"},"purpose":"direct_marketing","channel":"email","status":"withdrawn",\
                "recorded_at":"%s"}""".formatted(email, Instant.now()));
    }

    private static String contact(String email, String more) {
        return event("contact", "{\"email\":\"%s\"%s}".formatted(email, more));
    }

    private static void push(String... events) throws Exception {
        HttpResponse<String> answer = service.push("application/x-ndjson", String.join("\n", events));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static String decision(String email) throws Exception {
        return service.send(service.request("/v1/people/decision")
                        .header("Authorization", "Bearer " + ServiceHarness.DPO_KEY)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"email\":\"" + email + "\"}")))
                .body();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return service.send(service.request(path).GET());
    }

    private static HttpRequest.Builder form(String path, String body) {
        return service.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("User-Agent", "Mozilla/5.0 (test)")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> press(String path) throws Exception {
        return service.send(form(path, "confirm=yes"));
    }

    @Test
    void a_scanner_opens_the_link_and_only_the_button_confirms() throws Exception {
        String email = "anna.rossi@example.com";
        push(contact(email, ",\"locale\":\"it-IT\",\"first_name\":\"Anna\""), request(email, ""));
        MimeMessage mail = next(email, 1);
        String path = Mailboxes.path(mail);

        assertThat(mail.getSubject()).isEqualTo("Conferma il tuo indirizzo e-mail (Esempio S.r.l.)");
        assertThat(mail.getHeader("From", ",")).isEqualTo("\"Esempio S.r.l.\" <" + Mailboxes.FROM + ">");
        assertThat(mail.getHeader("Auto-Submitted", ",")).isEqualTo("auto-generated");
        assertThat(mail.getHeader("Content-Language", ",")).isEqualTo("it");
        assertThat(Mailboxes.text(mail))
                .contains("Esempio S.r.l.", "Via Esempio 1, 20100 Milano", "non fare nulla", PUBLIC + path)
                .doesNotContain("Anna", email, "{{");
        assertThat(Mailboxes.html(mail))
                .contains("<a href=\"" + PUBLIC + path + "\">")
                .doesNotContain("<img", email);

        for (int times = 0; times < 3; times++) {
            HttpResponse<String> page = get(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("<form method=\"post\">", "Sì, confermo")
                    .doesNotContain(email, "<script");
        }
        assertThat(service.send(service.request(path).method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(service.send(form(path, "")).body()).contains("<form");
        assertThat(service.send(form(path, "confirm=yes").header("Sec-Fetch-Site", "cross-site"))
                        .body())
                .contains("<form");
        assertThat(decision(email)).contains("\"outcome\":\"hold\"", "consent.doiPending");

        HttpResponse<String> pressed = press(path);
        assertThat(pressed.statusCode()).isEqualTo(200);
        assertThat(pressed.body()).contains("Grazie").doesNotContain("<form");
        assertThat(decision(email)).contains("\"outcome\":\"deliver\"", "basis.consent");

        assertThat(press(path).body()).contains("già stato usato");
        assertThat(get(path).body()).contains("già stato usato");
    }

    @Test
    void the_page_may_be_kept_by_nobody_and_tells_nobody() throws Exception {
        String email = "headers@example.com";
        push(request(email, ",\"language\":\"en\""));
        HttpResponse<String> page = get(Mailboxes.path(next(email, 1)));
        assertThat(page.headers().map())
                .containsEntry("Cache-Control", List.of("no-store"))
                .containsEntry("Referrer-Policy", List.of("no-referrer"))
                .containsEntry("X-Robots-Tag", List.of("noindex, nofollow"))
                .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                .doesNotContainKey("Set-Cookie");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .satisfies(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; style-src 'sha256-")
                        .contains("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
    }

    @Test
    void each_is_written_to_in_his_language() throws Exception {
        Map<String, String> subjects = Map.of(
                "en", "Please confirm your e-mail address (Esempio S.r.l.)",
                "de-AT", "Bitte bestätigen Sie Ihre E-Mail-Adresse (Esempio S.r.l.)",
                "fr", "Confirmez votre adresse e-mail (Esempio S.r.l.)",
                "es", "Confirme su dirección de correo electrónico (Esempio S.r.l.)",
                "sv", "Conferma il tuo indirizzo e-mail (Esempio S.r.l.)");
        for (String language : subjects.keySet()) {
            String email = "reader-" + language.toLowerCase() + "@example.com";
            push(contact(email, ",\"locale\":\"" + language + "\""), request(email, ""));
        }
        for (Map.Entry<String, String> subject : subjects.entrySet()) {
            MimeMessage mail = next("reader-" + subject.getKey().toLowerCase() + "@example.com", 1);
            assertThat(mail.getSubject()).isEqualTo(subject.getValue());
        }
    }

    @Test
    void a_no_that_came_since_ends_the_link() throws Exception {
        String email = "changed.mind@example.com";
        push(request(email, ",\"language\":\"en\""));
        String path = Mailboxes.path(next(email, 1));
        push(no(email));

        HttpResponse<String> pressed = press(path);
        assertThat(pressed.statusCode()).isEqualTo(410);
        assertThat(pressed.body()).contains("no longer valid");
        assertThat(decision(email)).contains("consent.withdrawn").doesNotContain("\"outcome\":\"deliver\"");
    }

    @Test
    void a_no_from_before_that_comes_late_still_wins_over_the_confirmation() throws Exception {
        String email = "late.no@example.com";
        push(request(email, ""));
        String path = Mailboxes.path(next(email, 1));
        String no = no(email);
        assertThat(press(path).statusCode()).isEqualTo(200);
        push(no);
        assertThat(decision(email)).contains("consent.withdrawn").doesNotContain("\"outcome\":\"deliver\"");
    }

    @Test
    void an_erased_person_leaves_a_link_that_opens_nothing() throws Exception {
        String email = "erased@example.com";
        push(request(email, ""));
        String path = Mailboxes.path(next(email, 1));
        push(event("privacy-request", """
                {"person":{"email":"%s"},"kind":"erasure","requested_at":"%s"}""".formatted(email, Instant.now())));
        assertThat(press(path).statusCode()).isEqualTo(410);
        assertThat(decision(email)).doesNotContain("\"outcome\":\"deliver\"");
    }

    @Test
    void made_up_links_are_unknown_and_all_alike() throws Exception {
        String email = "tampered@example.com";
        push(request(email, ""));
        String path = Mailboxes.path(next(email, 1));
        List<String> forged = new ArrayList<>(List.of("/confirm/x", "/confirm/" + "A".repeat(43), path + "A"));
        for (int at = "/confirm/".length(); at < path.length(); at++) {
            char other = path.charAt(at) == 'x' ? 'y' : 'x';
            forged.add(path.substring(0, at) + other + path.substring(at + 1));
        }
        String unknown = get("/confirm/x").body();
        for (String one : forged) {
            HttpResponse<String> pressed = press(one);
            assertThat(pressed.statusCode()).as(one).isEqualTo(404);
            assertThat(pressed.body()).isEqualTo(unknown);
        }
        assertThat(decision(email)).contains("\"outcome\":\"hold\"");
        assertThat(press(path).statusCode()).isEqualTo(200);
    }

    @Test
    void whoever_asks_again_at_once_gets_one_mail() throws Exception {
        String email = "impatient@example.com";
        for (int times = 0; times < 5; times++) {
            push(request(email, ""));
        }
        next(email, 1);
        push(request(email, ""));
        push(request("after.impatient@example.com", ""));
        next("after.impatient@example.com", 1);
        assertThat(mailboxes.to(email)).hasSize(1);
    }

    @Test
    void nobody_is_asked_what_a_confirmation_could_not_open() throws Exception {
        push(
                request("without.notice@example.com", "").replace("\"notice_version\":\"2026-03\",", ""),
                request("ticked@example.com", ",\"pre_ticked\":true"),
                contact("child@example.com", ",\"birth_date\":\"2020-01-01\""),
                request("child@example.com", ""),
                request("old@example.com", "")
                        .replaceAll("\"recorded_at\":\"[^\"]+\"", "\"recorded_at\":\"2026-01-01\""),
                request("historical@example.com", "")
                        .replace("\"shop\":\"s1\"", "\"shop\":\"s1\",\"mode\":\"historical\""),
                request("objected@example.com", ",\"objection\":true"));
        push(request("last@example.com", ""));
        next("last@example.com", 1);
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> Stream.of(
                        "without.notice", "ticked", "child", "old", "historical", "objected")
                .allMatch(name -> mailboxes.to(name + "@example.com").isEmpty()));
    }

    @Test
    void an_address_with_a_domain_of_other_letters_is_written_to_in_ascii() throws Exception {
        push(request("anna@caffè.example", ""));
        assertThat(Mailboxes.path(next("anna@xn--caff-8oa.example", 1))).startsWith("/confirm/");
    }

    @Test
    void what_a_stranger_types_reaches_no_mail_and_no_header() throws Exception {
        String email = "victim@example.com";
        push(
                contact(
                        email,
                        ",\"first_name\":\"WIN http://evil.example\\r\\nBcc: all@example.com\","
                                + "\"last_name\":\"<a href=x>\""),
                request(
                        email,
                        ",\"wording\":\"EVIL\\r\\nBcc: all@example.com\",\"source_url\":\"https://evil.example/\""));
        MimeMessage mail = next(email, 1);
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(Mailboxes.text(mail) + Mailboxes.html(mail)).doesNotContain("evil", "EVIL", "WIN");
    }

    @Test
    void neither_password_nor_link_nor_address_is_logged_or_kept_in_clear() throws Exception {
        String email = "quiet@example.com";
        push(request(email, ""));
        String token = Mailboxes.path(next(email, 1)).substring("/confirm/".length());
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(bytes).as(file.toString()).doesNotContain(token, "very-secret-smtp-password");
            }
        }
        assertThat(service.metrics()).contains("consentgate_confirmations_total{outcome=\"sent\"}");
        assertThat(service.health().body()).contains("\"confirmations\":{\"status\":\"UP\"");
    }
}
