package io.consentgate.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.browser.Banner;
import io.consentgate.browser.Chromium;
import io.consentgate.browser.Page;
import io.consentgate.browser.ShopPages;
import io.consentgate.browser.Vendor;
import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.demo.ConnectorProcess;
import io.consentgate.standin.StandInOptions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real service, a real browser, and stand-ins for what lies outside. */
class SiteScriptLiveTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String NONCE = "r4nd0m";

    @TempDir
    private static Path data;

    private static Chromium browser;
    private static Vendor vendor;
    private static ShopPages shop;
    private static Rig rig;
    private static Crowd crowd;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
        vendor = new Vendor();
        shop = new ShopPages();
        rig = new Rig(data, StandInOptions.defaults());
        Files.writeString(
                data.resolve("config/sites/shop.yaml"),
                """
                banner:
                  origins: ['%s']
                  notice_version: '2026-01'
                  tools:
                    - {format: cookiebot, site_tracking: [marketing], profiling_online: [marketing]}
                site_tracking:
                  account_id: '4711'
                  shop: %s
                  script: %s
                """.formatted(shop.localOrigin(), Crowd.SHOP, vendor.script()),
                StandardOpenOption.APPEND);
        rig.setUp();
        rig.connector.start();
        crowd = Crowd.willing(5, 2, Instant.now());
        rig.send(crowd.events());
        rig.awaitIdle(SOON);
    }

    @AfterAll
    static void end() throws IOException {
        if (rig != null) {
            rig.close();
            vendor.close();
            shop.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void the_printed_tag_works_under_a_strict_policy_and_the_register_has_the_proof_first() throws IOException {
        vendor.forget();
        Page page = page("");
        page.run("yes()");
        await().atMost(SOON).untilAsserted(() -> assertThat(vendor.requests()).hasSize(2));
        assertThat(vendor.requests().get(1)).contains("account=4711").contains("email=&");
        assertThat(page.complaints()).isEmpty();
        page.run("no()");
        await().atMost(SOON).until(() -> !page.cookies().containsKey("prism_4711"));
    }

    @Test
    void somebody_logged_in_is_named_only_with_the_shops_token_and_the_gates_permission() throws IOException {
        String allowed = crowd.members().get(0).email();
        String other = crowd.members().get(1).email();
        String token = token(allowed);

        vendor.forget();
        Page forged = page("data-email='" + other + "' data-person-token='" + token + "'");
        forged.run("yes()");
        await().atMost(SOON).until(() -> forged.run("sessionStorage.getItem('consentgate_told')")
                .isTextual());
        assertThat(vendor.requests()).isEmpty();
        assertThat(forged.cookies()).doesNotContainKey("prism_4711");

        Page page = page("data-email='" + allowed + "' data-person-token='" + token + "'");
        page.run("yes()");
        await().atMost(SOON).untilAsserted(() -> assertThat(vendor.requests()).hasSize(2));
        assertThat(vendor.requests().get(1)).contains("email=" + allowed.replace("@", "%40"));
    }

    private static String token(String email) throws IOException {
        HttpResponse<String> answer = rig.connector.consents(email);
        JsonNode tokens = JSON.readTree(answer.body()).path("person_tokens");
        assertThat(tokens).hasSize(1);
        return tokens.get(0).path("token").asText();
    }

    private static Page page(String attributes) throws IOException {
        ConnectorProcess.Ended printed = rig.connector.command("site-script", "--json");
        JsonNode script = JSON.readTree(printed.output()).get(0);
        String host = script.path("url").asText().replaceAll("/site/.*", "");
        String tag = script.path("tag").asText().replace("<script ", "<script " + attributes + " ");
        shop.show(
                "<!doctype html><title>Shop</title><link rel='icon' href='data:,'>"
                        + Banner.of(BannerFormat.COOKIEBOT).html(NONCE) + tag,
                "default-src 'none'; script-src 'nonce-" + NONCE + "' " + host + " " + vendor.host() + "; connect-src "
                        + host + "; img-src data: " + vendor.host());
        Page page = browser.newVisitor();
        page.open(shop.localOrigin() + "/");
        return page;
    }
}
