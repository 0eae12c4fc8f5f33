package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.disclosure.live.AwkwardSite;
import io.consentgate.operations.command.Tools;
import io.consentgate.standin.StandInActiveCampaign;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service writes the notice, serves it, and sees whether the shop shows it. */
class NoticeOnTheSiteTest {

    @TempDir
    static Path folder;

    private static AwkwardSite shop;
    private static StandInActiveCampaign standIn;
    private static ServiceHarness service;

    @BeforeAll
    static void start() throws Exception {
        shop = AwkwardSite.start();
        standIn = StandInActiveCampaign.start();
        Path config = folder.resolve("config");
        try (Stream<Path> files = Files.walk(Path.of("config"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = config.resolve(Path.of("config").relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path notice = config.resolve("notice/sites/shop.yaml");
        Files.writeString(
                notice,
                Files.readString(notice)
                        .replace("languages: [it, en, de, fr, es]", "languages: [it, en]")
                        .replaceAll("(?m)^    (de|fr|es): https://.*\n", "")
                        .replaceAll(
                                "https://shop\\.example\\.com/(it|en)/",
                                shop.at("/$1/").toString()));
        service = new ServiceHarness(
                folder.resolve("data"),
                Map.of(
                        "CONSENTGATE_CONFIG_DIR", config.toString(),
                        "CONSENTGATE_DISCLOSURE_SECONDS", "5",
                        "ACTIVECAMPAIGN_URL", standIn.baseUrl(),
                        "ACTIVECAMPAIGN_API_TOKEN", standIn.apiToken()));
        try (Tools.Account account = service.wiring.account("main")) {
            account.setUp(false);
        }
        soon().until(() -> get("/disclosure/shop").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        service.close();
        standIn.close();
        shop.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(300));
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    private static HttpResponse<String> head(String path, String... headers) throws Exception {
        return send("HEAD", path, headers);
    }

    private static HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        var request = service.request(path).method(method, BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return service.send(request);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    @Test
    void is_read_in_the_readers_language_by_anybody() throws Exception {
        HttpResponse<String> english = get("/disclosure/shop", "Accept-Language", "fr;q=0.9, en-GB;q=0.8, it;q=0.1");
        HttpResponse<String> italian = get("/disclosure/shop", "Accept-Language", "zh");

        assertThat(english.body()).startsWith("<!doctype html>").contains("<html lang=\"en\">", "Esempio S.r.l.");
        assertThat(header(english, "Content-Language")).isEqualTo("en");
        assertThat(header(english, "Vary")).isEqualTo("Accept-Language");
        assertThat(header(english, "Content-Location")).isEqualTo("/disclosure/shop/notice.en.html");
        assertThat(header(english, "Content-Security-Policy")).startsWith("default-src 'none'; style-src 'sha256-");
        assertThat(header(english, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(italian.body()).contains("<html lang=\"it\">");
        assertThat(get("/disclosure/shop/en").body()).contains("<html lang=\"en\">");
        assertThat(get("/disclosure/").body()).contains("/disclosure/shop/tilt.it.json");
        assertThat(get("/disclosure/nowhere").statusCode()).isEqualTo(404);
        assertThat(get("/disclosure/shop/../../etc/passwd").statusCode()).isNotEqualTo(200);
    }

    @Test
    void has_files_for_programs_that_are_asked_for_once() throws Exception {
        HttpResponse<String> tilt = get("/disclosure/shop/tilt.it.json");

        assertThat(new ObjectMapper()
                        .readTree(tilt.body())
                        .path("meta")
                        .path("language")
                        .asText())
                .isEqualTo("it");
        assertThat(header(tilt, "Content-Type")).startsWith("application/json");
        assertThat(header(tilt, "Access-Control-Allow-Origin")).isEqualTo("*");
        HttpResponse<String> again = get("/disclosure/shop/tilt.it.json", "If-None-Match", "W/" + header(tilt, "ETag"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(get("/disclosure/shop/dpv.jsonld"), "Content-Type")).startsWith("application/ld+json");
        assertThat(get("/disclosure/disclosure.js").body())
                .contains("data-disclosure")
                .hasSizeLessThan(1_000);
        assertThat(get("/disclosure/shop/notice.it.pdf").body()).startsWith("%PDF");
    }

    @Test
    void is_asked_about_without_being_read() throws Exception {
        for (String path : new String[] {
            "/disclosure/shop", "/disclosure/shop/notice.it.pdf", "/disclosure/shop/v1/tilt.it.json", "/openapi.yaml"
        }) {
            HttpResponse<String> whole = get(path);
            HttpResponse<String> asked = head(path);
            assertThat(asked.statusCode()).as(path).isEqualTo(200);
            assertThat(asked.body()).as(path).isEmpty();
            for (String name : new String[] {"Content-Type", "ETag", "Cache-Control", "Content-Language", "Vary"}) {
                assertThat(header(asked, name)).as(path + " " + name).isEqualTo(header(whole, name));
            }
        }
        assertThat(head("/disclosure/shop", "If-None-Match", header(get("/disclosure/shop"), "ETag"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(head("/disclosure/nowhere").statusCode()).isEqualTo(404);
        assertThat(head("/site/consentgate.js").statusCode())
                .isEqualTo(get("/site/consentgate.js").statusCode());
    }

    @Test
    void stays_under_its_version_for_ever() throws Exception {
        HttpResponse<String> first = get("/disclosure/shop/v1/privacy-section.it.html");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(header(first, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(first.body())
                .isEqualTo(get("/disclosure/shop/privacy-section.it.html").body());
        assertThat(get("/disclosure/shop/v9/privacy-section.it.html").statusCode())
                .isEqualTo(404);
    }

    @Test
    void keeps_the_record_of_processing_to_the_controller() throws Exception {
        assertThat(get("/disclosure/shop/processing-record.csv").statusCode()).isEqualTo(404);
        assertThat(get("/disclosure/shop/v1/processing-record.json").statusCode())
                .isEqualTo(404);
        assertThat(get("/disclosure/").body()).doesNotContain("processing-record");
        assertThat(folder.resolve("data/disclosure/shop/1/processing-record.csv"))
                .exists();
    }

    @Test
    void says_nothing_of_global_privacy_control_where_no_banner_is_taken_in() throws Exception {
        assertThat(get("/.well-known/gpc.json").statusCode()).isEqualTo(404);
    }

    @Test
    void is_red_until_the_shop_shows_it() throws Exception {
        soon().until(() -> service.health().body().contains("\"standing\":\"missing\""));
        assertThat(service.metrics()).contains("consentgate_disclosure_current{site=\"shop\"} 0");
        for (String page : new String[] {"it/privacy", "en/privacy", "it/cookie", "en/cookies"}) {
            String section = (page.contains("cookie") ? "cookie" : "privacy") + "-section." + page.substring(0, 2);
            shop.page(
                    "/" + page,
                    "<link rel=\"privacy-policy\" href=\"/" + page.substring(0, 2) + "/privacy\">"
                            + get("/disclosure/shop/" + section + ".html").body());
        }
        soon().until(() -> service.metrics().contains("consentgate_disclosure_current{site=\"shop\"} 1"));
        assertThat(service.health().body()).contains("\"standing\":\"current\"").doesNotContain("\"missing\"");
    }
}
