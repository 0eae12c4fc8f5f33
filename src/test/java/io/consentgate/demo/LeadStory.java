package io.consentgate.demo;

import io.consentgate.standin.StandInActiveCampaign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A chapter of the demo: two leads of a chatbot, one with consent and one without, of whom nothing is kept. */
final class LeadStory {

    static final String SECRET = "demo-chatbot-secret-7d1e";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ALGORITHM = "HmacSHA256";
    private static final String NOTICE = "https://shop.example.com/privacy";
    private static final String WITH = "chat.si@example.com";
    private static final String WITHOUT = "chat.silenzio@example.com";
    private static final String SECTION = """

            chatbots:
              - source: chatbot
                shop: '%s'
                notice_url: %s
                notice_version: %s
                question: May we send you offers by e-mail? Our privacy notice says what we do with your data.
                purpose: direct_marketing
                channel: email
            """.formatted(DemoShop.SHOP, NOTICE, DemoShop.NOTICE);

    private final Screen screen;
    private final ConnectorProcess connector;
    private final StandInActiveCampaign standIn;
    private final Mailboxes mailboxes;

    LeadStory(Screen screen, ConnectorProcess connector, StandInActiveCampaign standIn, Mailboxes mailboxes) {
        this.screen = screen;
        this.connector = connector;
        this.standIn = standIn;
        this.mailboxes = mailboxes;
    }

    /** A chatbot, declared as a shop would. */
    static Path in(Path configuration) {
        try {
            Files.writeString(configuration.resolve("sites/shop.yaml"), SECTION, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return configuration;
    }

    void tell() {
        screen.chapter("Leads of a chatbot");
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        HttpResponse<String> agreed = lead("""
                {"id":"lead-1","email":"%s","first_name":"Sara",
                 "consent":{"given":true,"at":"%s","notice_url":"%s"}}""".formatted(WITH, now, NOTICE));
        boolean asked = until(() -> !mailboxes.to(WITH).isEmpty());
        String decision = connector.decision(WITH).body();
        boolean held = decision.contains("\"outcome\":\"hold\"");
        screen.expect(
                "agreed, with a link to the notice",
                "%d; %s until the address is confirmed%s"
                        .formatted(
                                agreed.statusCode(),
                                held ? "held" : "not held",
                                asked ? ", which a mail asks for" : ""),
                agreed.statusCode() == 200 && held && asked);
        HttpResponse<String> silent =
                lead("{\"id\":\"lead-2\",\"email\":\"%s\",\"first_name\":\"Piero\"}".formatted(WITHOUT));
        boolean nothing = silent.statusCode() == 422
                && !onDisk(WITHOUT)
                && standIn.requestsMentioning(WITHOUT).isEmpty();
        screen.expect(
                "said nothing about consent",
                "%d; in %s file, mail or request".formatted(silent.statusCode(), nothing ? "no" : "some"),
                nothing && mailboxes.to(WITHOUT).isEmpty());
    }

    private HttpResponse<String> lead(String body) {
        return connector.send(HttpRequest.newBuilder(connector.at("/webhooks/chatbot"))
                .header("Content-Type", "application/json")
                .header("X-Chatbot-Hmac", hmac(body))
                .POST(BodyPublishers.ofString(body)));
    }

    private static String hmac(String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, impossible);
        }
    }

    /** Database, its log, rejects, the connector's log. */
    private boolean onDisk(String text) {
        try (Stream<Path> files = Files.walk(connector.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean until(java.util.function.BooleanSupplier condition) {
        Instant give = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(give)) {
                return false;
            }
            ConnectorProcess.pause(20);
        }
        return true;
    }
}
