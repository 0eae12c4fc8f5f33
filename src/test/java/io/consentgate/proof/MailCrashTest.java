package io.consentgate.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.consentgate.confirmation.ScriptedMailServer;
import io.consentgate.demo.ConnectorProcess;
import io.consentgate.demo.ConnectorProcess.Where;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while the mail server has a confirmation mail and has not answered yet. */
class MailCrashTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path data;

    @Test
    void a_mail_in_doubt_is_repeated_once_and_recognisable_and_nothing_is_lost() {
        try (ScriptedMailServer mail = new ScriptedMailServer();
                ConnectorProcess connector = new ConnectorProcess(Where.likeThis(
                                data,
                                Map.of(
                                        "CONSENTGATE_MAIL_HOST", "127.0.0.1",
                                        "CONSENTGATE_MAIL_PORT", String.valueOf(mail.port()),
                                        "CONSENTGATE_MAIL_SECURITY", "none",
                                        "CONSENTGATE_MAIL_FROM", "news@shop.example.com"),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1")
                        .withPublicUrl())) {
            mail.answers("MESSAGE", ScriptedMailServer.SILENT);
            connector.start();
            assertThat(connector.events("application/json", request()).statusCode())
                    .isEqualTo(202);
            await().atMost(SOON).until(() -> mail.messages().size() == 1);
            connector.kill();

            mail.answersAsUsual();
            connector.start();
            await().atMost(SOON).until(() -> mail.messages().size() == 2);
            await().during(Duration.ofSeconds(3))
                    .atMost(SOON)
                    .until(() -> mail.messages().size() == 2);
            assertThat(link(mail.messages().get(1)))
                    .isEqualTo(link(mail.messages().get(0)));
            assertThat(messageId(mail.messages().get(1)))
                    .isEqualTo(messageId(mail.messages().get(0)));
        }
    }

    private static String request() {
        return """
                {"specversion":"1.0","id":"1","source":"t","type":"consent","platform":"custom","shop":"s1","data":\
                {"person":{"email":"anna@example.com"},"purpose":"direct_marketing","channel":"email",\
                "status":"pending","recorded_at":"%s","notice_version":"1","evidence":{"box":"on"}}}""".formatted(Instant.now());
    }

    private static String messageId(String message) {
        return message.lines()
                .filter(line -> line.startsWith("Message-ID:"))
                .findFirst()
                .orElseThrow();
    }

    /** As it is transferred: long lines are broken with "=" at their end. */
    private static List<String> link(String message) {
        return message.replace("=\n", "")
                .lines()
                .filter(line -> line.startsWith("http"))
                .toList();
    }
}
