package io.consentgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The same person through three banners: what each one holds, what the page's script is told, and what follows for the
 * person. What is expected is written down here from consent.md 2.3 to 2.5 and 2.12.
 */
final class BannerStory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORIGIN = "https://www.shop.example";
    private static final String VISITOR = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
    private static final String OTHER_VISITOR = "d1a9c9f0-13cd-4a5c-8f0e-2f6f4ac0e8f1";
    private static final String PERSON = "tre.banner@example.com";
    private static final String ALLOWED = "allowed";
    private static final String SECTION = """

            banner:
              origins: [%s]
              notice_version: %s
              tools:
                - {format: cookiebot, profiling_online: [marketing]}
                - {format: iubenda, profiling_online: ['5']}
                - {format: onetrust, profiling_online: [C0004]}
            """.formatted(ORIGIN, DemoShop.NOTICE);

    private final Screen screen;
    private final ConnectorProcess connector;
    private int steps;
    private int met;

    BannerStory(Screen screen, ConnectorProcess connector) {
        this.screen = screen;
        this.connector = connector;
    }

    /** The shipped configuration with a banner, as a shop would write it. @return its folder */
    static Path configuration(Path data) {
        Path shipped = Path.of("config").toAbsolutePath();
        Path copied = data.resolve("config");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = copied.resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
            Files.writeString(copied.resolve("sites/shop.yaml"), SECTION, StandardOpenOption.APPEND);
            return copied;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void tell() {
        screen.chapter("The same person through three banners");
        Screen.Table table = screen
        .new Table("llll", "banner", "what the visitor did", "the page is told", "tracking of the person");
        row(
                table,
                "iubenda",
                "agreed to everything",
                () -> browser("iubenda", iubenda(), false),
                ALLOWED,
                "consent.unknown");
        row(table, "-", "logged in: the shop says who it is", () -> logIn(PERSON, VISITOR), "-", ALLOWED);
        row(
                table,
                "Cookiebot",
                "scrolled on",
                () -> browser("cookiebot", scrolled(), false),
                "consent.implied",
                "consent.implied");
        row(
                table,
                "OneTrust",
                "refused targeting",
                () -> browser("onetrust", oneTrust(), false),
                "consent.refused",
                "consent.refused");
        row(table, "iubenda", "agreed again", () -> browser("iubenda", iubenda(), false), ALLOWED, ALLOWED);
        row(
                table,
                "iubenda",
                "switched on Global Privacy Control",
                () -> browser("iubenda", iubenda(), true),
                "gpc.conflict",
                "gpc.conflict");
        table.print();
        screen.line("");
        screen.expect("as the documents ask for", met + " of " + steps, met == steps);
    }

    /**
     * Somebody whom ActiveCampaign knows, with consent to tracking, takes it back in the banner.
     *
     * @param told what ActiveCampaign holds of the person's consent to site tracking
     */
    void takenBack(String subscriber, Supplier<String> told) {
        Instant begun = Instant.now();
        logIn(subscriber, OTHER_VISITOR);
        browser("onetrust", oneTrust(), false, OTHER_VISITOR);
        boolean known = false;
        for (int i = 0; i < 3_000 && !known; i++) {
            ConnectorProcess.pause(10);
            known = told.get().equals("refused");
        }
        screen.expect(
                "a no in the banner of a subscriber",
                known
                        ? "in ActiveCampaign after %.1f s"
                                .formatted(
                                        Duration.between(begun, Instant.now()).toMillis() / 1000.0)
                        : "ActiveCampaign still holds: " + told.get(),
                known);
    }

    private void row(Screen.Table table, String banner, String did, Supplier<String> step, String told, String person) {
        String answered = step.get();
        String decided = siteTracking();
        boolean asExpected = answered.equals(told) && decided.equals(person);
        steps++;
        met += asExpected ? 1 : 0;
        table.row(banner, did + (asExpected ? "" : "   <- NOT AS EXPECTED"), answered, decided);
    }

    /** What the page tells, as a browser sends it. @return allowed, or why not */
    private String browser(String format, String raw, boolean gpc) {
        return browser(format, raw, gpc, VISITOR);
    }

    private String browser(String format, String raw, boolean gpc, String visitor) {
        ObjectNode message = JSON.createObjectNode()
                .put("shop", DemoShop.SHOP)
                .put("visitor_id", visitor)
                .put("format", format)
                .put("raw", raw)
                .put("page_url", ORIGIN + "/");
        HttpRequest.Builder request = HttpRequest.newBuilder(connector.at("/v1/banner"))
                .header("Origin", ORIGIN)
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(BodyPublishers.ofString(message.toString()));
        HttpResponse<String> answer = connector.send(gpc ? request.header("Sec-GPC", "1") : request);
        JsonNode said = json(answer);
        String tracking = said.path("tracking").asText("HTTP " + answer.statusCode());
        return tracking.equals(ALLOWED) ? tracking : said.path("reason").asText(tracking);
    }

    /** Only the shop's key says who a visitor is. */
    private String logIn(String person, String visitor) {
        Instant now = Instant.now();
        ObjectNode event = new CanonicalEvents(DemoShop.SHOP, DemoShop.SHOP + "/events", null)
                .event("cookie-consent", "banner-log-in-" + visitor, now, data -> {
                    data.put("visitor_id", visitor)
                            .put("format", "iubenda")
                            .put("raw", "")
                            .put("recorded_at", now.toString());
                    data.putObject("person").put("email", person);
                });
        HttpResponse<String> answer = connector.events("application/x-ndjson", CanonicalEvents.ndjson(List.of(event)));
        return answer.statusCode() == 202 ? "-" : "HTTP " + answer.statusCode();
    }

    private String siteTracking() {
        for (JsonNode cell : json(connector.decision(PERSON)).path("decisions")) {
            if (cell.path("purpose").asText().equals("site_tracking")) {
                String decision = cell.path("decision").asText();
                return decision.equals(ALLOWED) ? decision : cell.path("reason").asText();
            }
        }
        return "untold";
    }

    private static String iubenda() {
        return encoded("{\"timestamp\":\"" + Instant.now() + "\",\"version\":\"1.75.1\",\"purposes\":{\"1\":true,"
                + "\"2\":true,\"3\":true,\"4\":true,\"5\":true},\"id\":63374232,\"cons\":{\"rand\":\"4f1c2a\"}}");
    }

    private static String scrolled() {
        return "{stamp:%27-1%27%2Cnecessary:true%2Cpreferences:true%2Cstatistics:true%2Cmarketing:true"
                + "%2Cmethod:%27implied%27%2Cver:1%2Cutc:" + Instant.now().toEpochMilli() + "%2Cregion:%27it%27}";
    }

    private static String oneTrust() {
        return "OptanonConsent=isGpcEnabled=0&version=202405.1.0&consentId=0f8fad5b-d9cb-469f-a165-70867728950e"
                + "&interactionCount=1&groups=C0001%3A1%2CC0002%3A1%2CC0003%3A1%2CC0004%3A0&AwaitingReconsent=false;"
                + " OptanonAlertBoxClosed=" + Instant.now();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + answer.body(), e);
        }
    }
}
