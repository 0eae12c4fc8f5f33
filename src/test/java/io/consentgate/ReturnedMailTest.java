package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.consentgate.activecampaign.RouteHarness;
import io.consentgate.confirmation.BounceMailbox;
import io.consentgate.confirmation.BounceRoute;
import io.consentgate.confirmation.MailServer;
import io.consentgate.confirmation.Reports;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounces through the running service: a mail server that delivers them, and a mailbox that is read and emptied. */
class ReturnedMailTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String PASSWORD = "very-secret-mailbox-password";
    private static final String BOUNCES = "bounces@shop.example.com";

    @TempDir
    Path folder;

    private GreenMail server;
    private ServiceHarness service;

    @BeforeEach
    void startMail() {
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort(),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP).dynamicPort(),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_POP3).dynamicPort()
        });
        server.start();
        server.setUser(BOUNCES, "bounces", PASSWORD);
        // What follows a plus is the reader's business, as with every mail server.
        server.getUserManager().setSieveIgnoreDetail(true);
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
        server.stop();
    }

    /** Fails at what it is first given, as when the database is away. */
    public static final class FailingOnce implements PollingConsumerPollStrategy, ExceptionHandler {

        private final AtomicInteger taken = new AtomicInteger();

        public void take() {
            if (taken.incrementAndGet() == 1) {
                throw new IllegalStateException("the database is away");
            }
        }

        @Override
        public boolean begin(Consumer consumer, Endpoint endpoint) {
            return true;
        }

        @Override
        public void commit(Consumer consumer, Endpoint endpoint, int messages) {}

        @Override
        public boolean rollback(Consumer consumer, Endpoint endpoint, int retries, Exception cause) {
            return false;
        }

        @Override
        public void handleException(Throwable cause) {}

        @Override
        public void handleException(String message, Throwable cause) {}

        @Override
        public void handleException(String message, Exchange exchange, Throwable cause) {}
    }

    @Test
    void a_message_that_could_not_be_dealt_with_stays_and_comes_again() throws Exception {
        BounceMailbox mailbox = new BounceMailbox(
                BounceMailbox.Protocol.IMAP,
                new MailServer("127.0.0.1", server.getImap().getPort(), MailServer.Security.NONE, "bounces", PASSWORD));
        FailingOnce failing = new FailingOnce();
        try (RouteHarness routes = new RouteHarness()) {
            routes.camel()
                    .getPropertiesComponent()
                    .addInitialProperty("bounces.mailbox", BounceRoute.endpoint(mailbox));
            routes.camel().getPropertiesComponent().addInitialProperty("bounces.period", "500");
            report(BOUNCES, "5.1.1");
            routes.bean(BounceRoute.BEAN, failing)
                    .bean(BounceRoute.LOGIN, BounceRoute.login(mailbox))
                    .bean(BounceRoute.CONNECTION, BounceRoute.connection(mailbox))
                    .start("bounces/read-bounces.camel.yaml");
            await().atMost(SOON).until(() -> failing.taken.get() == 2 && left() == 0);
        }
    }

    private void start(String protocol, String password) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CONSENTGATE_PUBLIC_URL", "https://consent.shop.example.com",
                "CONSENTGATE_MAIL_HOST", "127.0.0.1",
                "CONSENTGATE_MAIL_PORT", String.valueOf(server.getSmtp().getPort()),
                "CONSENTGATE_MAIL_SECURITY", "none",
                "CONSENTGATE_MAIL_FROM", "news@shop.example.com"));
        int port = protocol.equals("imap")
                ? server.getImap().getPort()
                : server.getPop3().getPort();
        environment.putAll(Map.of(
                "CONSENTGATE_MAIL_BOUNCES_HOST",
                "127.0.0.1",
                "CONSENTGATE_MAIL_BOUNCES_PROTOCOL",
                protocol,
                "CONSENTGATE_MAIL_BOUNCES_PORT",
                String.valueOf(port),
                "CONSENTGATE_MAIL_BOUNCES_SECURITY",
                "none",
                "CONSENTGATE_MAIL_BOUNCES_USER",
                "bounces",
                "CONSENTGATE_MAIL_BOUNCES_PASSWORD",
                password,
                "CONSENTGATE_MAIL_BOUNCES_ADDRESS",
                BOUNCES,
                "CONSENTGATE_MAIL_BOUNCES_SECONDS",
                "5"));
        service = new ServiceHarness(folder, environment);
    }

    private MimeMessage asked(String email) throws Exception {
        assertThat(service.push("application/json", """
                {"specversion":"1.0","id":"%s","source":"t","type":"consent","platform":"custom","shop":"s1","data":\
                {"person":{"email":"%s"},"purpose":"direct_marketing","channel":"email","status":"pending",\
                "recorded_at":"%s","notice_version":"2026-03","evidence":{"form":"newsletter"}}}""".formatted(email, email, Instant.now()))
                        .statusCode())
                .isEqualTo(202);
        await().atMost(SOON).until(() -> mail(email) != null);
        return mail(email);
    }

    private MimeMessage mail(String email) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> {
                    try {
                        return mail.getAllRecipients()[0].toString().equals(email);
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .findFirst()
                .orElse(null);
    }

    /** As a mail server somewhere: from nobody, to the return path. */
    private void report(String to, String status) throws Exception {
        Session session = server.getSmtp().createSession();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            MimeMessage report = Reports.message(Reports.failure(to, "failed", status));
            transport.sendMessage(report, new InternetAddress[] {new InternetAddress(to)});
        }
    }

    private static String returnPath(MimeMessage mail) throws MessagingException {
        return "bounces+" + mail.getHeader("X-Confirmation-Return", null) + "@shop.example.com";
    }

    private String decision(String email) throws Exception {
        return service.send(service.request("/v1/people/decision")
                        .header("Authorization", "Bearer " + ServiceHarness.DPO_KEY)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"email\":\"" + email + "\"}")))
                .body();
    }

    private int left() {
        try {
            return server.getManagers()
                    .getImapHostManager()
                    .getInbox(server.getUserManager().getUser("bounces"))
                    .getMessageCount();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"imap", "pop3"})
    void a_mail_that_comes_back_ends_the_asking_and_the_mailbox_is_emptied(String protocol) throws Exception {
        start(protocol, PASSWORD);
        MimeMessage anna = asked("anna@example.com");
        MimeMessage luca = asked("luca@example.com");
        report(returnPath(anna).toUpperCase(), "5.1.1");
        report(returnPath(luca), "4.4.1");
        report("bounces+made0up@shop.example.com", "5.1.1");

        await().atMost(SOON).until(() -> decision("anna@example.com").contains("address.hardBounce"));
        await().atMost(SOON).until(() -> left() == 0);
        assertThat(decision("luca@example.com")).contains("consent.doiPending").doesNotContain("hardBounce");
        assertThat(service.metrics())
                .contains(
                        "consentgate_returned_mails_total{outcome=\"hard\"} 1.0",
                        "consentgate_returned_mails_total{outcome=\"soft\"} 1.0",
                        "consentgate_returned_mails_total{outcome=\"foreign\"} 1.0");
    }

    @Test
    void a_mailbox_that_cannot_be_read_is_told_by_health_and_nothing_else_stops() throws Exception {
        start("imap", "wrong");
        await().atMost(SOON).until(() -> service.health().body().contains("the mailbox of bounces cannot be read"));
        assertThat(service.health().body())
                .contains("it refuses user and password")
                .doesNotContain("very-secret");
        asked("anna@example.com");
    }
}
