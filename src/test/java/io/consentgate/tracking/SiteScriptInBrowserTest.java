package io.consentgate.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.consentgate.browser.Banner;
import io.consentgate.browser.Chromium;
import io.consentgate.browser.Page;
import io.consentgate.browser.ShopPages;
import io.consentgate.browser.Vendor;
import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.consent.banner.BannerReader;
import io.consentgate.consent.banner.BannerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages with consent banners in a real Chromium: not one request and not one cookie without a yes. */
class SiteScriptInBrowserTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONCE = "r4nd0m";

    private static Chromium browser;
    private static Vendor vendor;
    private static ShopPages shop;
    private static HttpServer gate;
    private static final List<JsonNode> TOLD = new CopyOnWriteArrayList<>();
    private static volatile SiteScript script;
    private static volatile Map<BannerFormat, BannerSettings> tools = Map.of();
    private static volatile boolean down;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
        vendor = new Vendor();
        shop = new ShopPages();
        gate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gate.setExecutor(Executors.newCachedThreadPool());
        gate.createContext("/site/consentgate.js", exchange -> answer(exchange, 200, "text/javascript", script.text()));
        gate.createContext("/v1/banner", SiteScriptInBrowserTest::banner);
        gate.start();
    }

    @AfterAll
    static void stop() {
        Stream.of(browser, vendor, shop).filter(part -> part != null).forEach(part -> {
            try {
                part.close();
            } catch (Exception stillOpen) {
                throw new IllegalStateException(stillOpen);
            }
        });
        if (gate != null) {
            gate.stop(0);
        }
    }

    @BeforeEach
    void nothingSaidYet() {
        browser.allLeave();
        TOLD.clear();
        vendor.forget();
        down = false;
    }

    static List<Banner> banners() {
        return Banner.all();
    }

    @ParameterizedTest
    @MethodSource("banners")
    void nothing_is_loaded_asked_or_kept_before_somebody_agrees(Banner banner) {
        Page page = open(banner);
        settle(page);
        assertThat(vendor.requests()).isEmpty();
        assertThat(page.cookies()).isEmpty();
        assertThat(TOLD).isEmpty();
        assertThat(page.complaints()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("banners")
    void a_yes_is_told_first_and_starts_tracking_without_anybodys_address(Banner banner) {
        Page page = open(banner);
        page.run("yes()");
        tracked(page);
        assertThat(vendor.requests()).hasSize(2).first().isEqualTo("/diffuser.js");
        assertThat(vendor.requests().get(1)).startsWith("/hit?what=process&account=4711&email=&page=");
        assertThat(TOLD).hasSize(1);
        assertThat(TOLD.get(0).path("format").asText())
                .isEqualTo(banner.format().wire());
        assertThat(page.complaints()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("banners")
    void a_no_starts_nothing_and_leaves_no_id_behind(Banner banner) {
        Page page = open(banner);
        page.run("no()");
        await().until(() -> TOLD.size() == 1);
        settle(page);
        assertThat(vendor.requests()).isEmpty();
        assertThat(trackers(page)).isEmpty();
        assertThat(page.run("localStorage.getItem('consentgate_visitor')").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("banners")
    void changing_ones_mind_stops_at_once_and_for_the_pages_to_come(Banner banner) {
        Page page = open(banner);
        page.run("yes()");
        tracked(page);
        page.run("no()");
        await().until(() -> trackers(page).isEmpty());
        await().until(() -> TOLD.size() == 2);
        vendor.forget();
        page.run("vgo('process'); vgo('setEmail', 'somebody@example.com'); location.hash = 'further'");
        settle(page);
        page.open(shop.origin() + "/next");
        settle(page);
        assertThat(vendor.requests()).isEmpty();
        assertThat(trackers(page)).isEmpty();
        assertThat(TOLD.get(1).path("visitor_id")).isEqualTo(TOLD.get(0).path("visitor_id"));
    }

    @ParameterizedTest
    @MethodSource("banners")
    void global_privacy_control_closes_whatever_the_banner_says(Banner banner) {
        Page page = visitor(banner);
        page.sendGlobalPrivacyControl();
        page.open(shop.origin() + "/");
        page.run("yes()");
        await().until(() -> TOLD.size() == 1);
        settle(page);
        assertThat(vendor.requests()).isEmpty();
        assertThat(trackers(page)).isEmpty();
        assertThat(TOLD.get(0).path("gpc").asBoolean()).isTrue();
    }

    @Nested
    class OnePage {

        private final Banner cookiebot = Banner.of(BannerFormat.COOKIEBOT);

        @Test
        void a_yes_of_before_starts_on_the_next_page_and_is_told_once_a_session() {
            Page page = open(cookiebot);
            page.run("yes()");
            tracked(page);
            vendor.forget();
            page.open(shop.origin() + "/next");
            await().until(() -> vendor.requests().size() == 2);
            assertThat(TOLD).hasSize(1);
        }

        @Test
        void what_an_earlier_integration_left_is_deleted_for_every_domain_and_path() {
            Page page = visitor(cookiebot);
            page.before("if (location.pathname === '/a/b/') { document.cookie = 'prism_1=x; path=/';"
                    + "document.cookie = 'prism_2=x; domain=.shop.localhost; path=/';"
                    + "document.cookie = 'prism_3=x; path=/a'; document.cookie = 'prism_4=x; path=/a/b/';"
                    + "document.cookie = 'ac_enable_tracking=1; domain=www.shop.localhost; path=/a/';"
                    + "document.cookie = 'prismatic=stays; path=/'; }");
            page.open(shop.origin() + "/a/b/");
            await().until(() -> page.cookies().equals(Map.of("prismatic", "stays")));
        }

        @Test
        void nothing_starts_while_the_proof_cannot_be_kept() {
            down = true;
            Page page = open(cookiebot);
            page.run("yes()");
            settle(page);
            assertThat(vendor.requests()).isEmpty();
            assertThat(trackers(page)).isEmpty();
        }

        @Test
        void a_second_tool_that_denies_closes() {
            Banner both = new Banner(
                    BannerFormat.COOKIEBOT,
                    BannerSettings.DEFAULT,
                    cookiebot.markup(),
                    cookiebot.script()
                            + "var dataLayer = []; function gtag() { dataLayer.push(arguments); }"
                            + "function denyAds() { gtag('consent', 'update', { ad_storage: 'denied' }); }");
            Page page = open(
                    both,
                    Map.of(
                            BannerFormat.COOKIEBOT, BannerSettings.DEFAULT,
                            BannerFormat.GOOGLE_CONSENT_MODE, BannerSettings.DEFAULT));
            page.run("yes()");
            tracked(page);
            page.run("denyAds()");
            await().until(() -> trackers(page).isEmpty());
        }

        @Test
        void agreeing_again_on_the_same_page_does_not_load_the_script_twice() {
            Page page = open(cookiebot);
            page.run("yes()");
            tracked(page);
            page.run("no()");
            await().until(() -> trackers(page).isEmpty());
            vendor.forget();
            page.run("yes()");
            tracked(page);
            assertThat(vendor.requests()).hasSize(1).first().asString().startsWith("/hit");
        }

        @Test
        void a_changed_file_is_not_run_by_a_page_that_pins_it() {
            Page page = visitor(cookiebot);
            SiteScript pinned = script;
            script = new SiteScript(
                    (new String(pinned.text(), StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8),
                    pinned.gzipped(),
                    pinned.version(),
                    pinned.integrity());
            page.open(shop.origin() + "/");
            assertThat(page.run("'consentgate' in window").asBoolean()).isFalse();
        }
    }

    private static Page open(Banner banner) {
        return open(banner, Map.of(banner.format(), banner.settings()));
    }

    private static Page open(Banner banner, Map<BannerFormat, BannerSettings> used) {
        Page page = visitor(banner, used);
        page.open(shop.origin() + "/");
        return page;
    }

    private static Page visitor(Banner banner) {
        return visitor(banner, Map.of(banner.format(), banner.settings()));
    }

    private static Page visitor(Banner banner, Map<BannerFormat, BannerSettings> used) {
        tools = used;
        script = SiteScript.of(new ScriptSettings("shop", "4711", vendor.script(), used, 12, false));
        String host = "http://consent.localhost:" + gate.getAddress().getPort();
        shop.show(
                "<!doctype html><title>Shop</title><link rel='icon' href='data:,'>" + banner.html(NONCE)
                        + "<script src='" + host + "/site/consentgate.js?site=shop' crossorigin integrity='"
                        + script.integrity() + "' async></script>",
                "default-src 'none'; script-src 'nonce-" + NONCE + "' " + host + " " + vendor.host() + "; connect-src "
                        + host + "; img-src data: " + vendor.host());
        Page page = browser.newVisitor();
        page.before("const real = setInterval; setInterval = (work, pause) => real(work, pause / 20);");
        return page;
    }

    /** Several rounds of the script's own clock, which runs faster here. */
    private static void settle(Page page) {
        page.run("new Promise((done) => setTimeout(done, 250))");
    }

    private static void tracked(Page page) {
        await().until(() -> vendor.requests().stream().anyMatch(request -> request.startsWith("/hit")));
        assertThat(trackers(page)).containsOnlyKeys("ac_enable_tracking", "prism_4711");
    }

    private static Map<String, String> trackers(Page page) {
        return page.cookies().entrySet().stream()
                .filter(cookie ->
                        cookie.getKey().startsWith("prism_") || cookie.getKey().equals("ac_enable_tracking"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, two) -> one, TreeMap::new));
    }

    /** Answers as the service does: the server's own reading decides. */
    private static void banner(HttpExchange exchange) throws IOException {
        JsonNode told = JSON.readTree(exchange.getRequestBody());
        if (down) {
            answer(exchange, 503, "application/problem+json", new byte[0]);
            return;
        }
        TOLD.add(told);
        BannerFormat format = BannerFormat.of(told.get("format").asText()).orElseThrow();
        boolean allowed = BannerReader.read(
                        format,
                        told.get("raw").asText(),
                        tools.get(format),
                        told.get("gpc").asBoolean(),
                        Instant.now())
                .activeCampaignTracking();
        answer(
                exchange,
                202,
                "application/json",
                JSON.writeValueAsBytes(Map.of("tracking", allowed ? "allowed" : "denied", "reason", "basis.consent")));
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
