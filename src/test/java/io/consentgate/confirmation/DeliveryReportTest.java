package io.consentgate.confirmation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.consentgate.confirmation.DeliveryReport.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryReportTest {

    private static final String TO = "bounces+x@shop.example.com";

    @ParameterizedTest
    @CsvSource({
        "failed, 5.1.1, HARD",
        "Failed, 5.1.10, HARD",
        "failed, 5.2.1, HARD",
        "failed, 5.0.0, HARD",
        "failed, 5.4.4 (unable to route), HARD",
        "failed, 5.2.2, REFUSED",
        "failed, 5.7.1, REFUSED",
        "failed, 5.6.0, REFUSED",
        "failed, 5.1.8, REFUSED",
        "failed, 5.4.7, REFUSED",
        "failed, 4.4.7, SOFT",
        "delayed, 4.4.1, SOFT",
        "delayed, 5.1.1, SOFT",
        "delivered, 2.0.0, SOFT",
        "relayed, 2.1.5, SOFT",
        "failed, nonsense, SOFT",
        "failed, 15.1.1, SOFT",
        "surprising, 5.1.1, SOFT"
    })
    void only_a_failure_for_good_that_is_about_the_address_is_hard(String action, String status, Verdict verdict) {
        assertThat(DeliveryReport.read(Reports.message(Reports.failure(TO, action, status))))
                .hasValueSatisfying(report -> assertThat(report.verdict()).isEqualTo(verdict));
    }

    @Test
    void the_mail_may_be_named_by_where_the_report_went_or_in_the_headers_that_came_back() {
        String text = Reports.text(
                        "mailer@relay.example",
                        Reports.block("failed", "5.1.1"),
                        "X-Confirmation-Return: abc\nTo: somebody@example.com")
                .replaceFirst("To:", "Delivered-To: bounces+def@shop.example.com\r\nTo:");
        assertThat(DeliveryReport.read(Reports.message(text)).orElseThrow().places())
                .containsExactlyInAnyOrder("mailer@relay.example", "bounces+def@shop.example.com", "abc");
    }

    @Test
    void a_report_that_returns_the_whole_mail_is_read_by_its_headers() {
        String text = Reports.text(
                        TO,
                        Reports.block("failed", "5.1.1"),
                        "X-Confirmation-Return: abc\n\nbody X-Confirmation-Return: x")
                .replace("text/rfc822-headers", "message/rfc822");
        assertThat(DeliveryReport.read(Reports.message(text)).orElseThrow().places())
                .containsExactlyInAnyOrder(TO, "abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: hello\r\n\r\nFinal-Recipient: rfc822; a@b.c\r\nAction: failed\r\nStatus: 5.1.1\r\n",
                "Content-Type: multipart/report; report-type=delivery-status\r\n\r\nno parts",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n--b--",
                "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: message/delivery-status\r\n\r\nA: x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: message/delivery-status\r\n\r\nA: x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n--b\r\n"
                        + "Content-Type: message/delivery-status\r\n\r\nA: x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--",
                "Content-Type: ;;;=\r\n\r\n",
                ""
            })
    void whatever_is_no_delivery_report_says_nothing(String text) {
        assertThat(DeliveryReport.read(Reports.message(text))).isEmpty();
    }

    @Test
    void no_broken_report_brings_the_reader_down() {
        Random random = new Random(7);
        byte[] whole = Reports.failure(TO, "failed", "5.1.1").getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 5_000; i++) {
            byte[] broken = whole.clone();
            for (int n = random.nextInt(20); n >= 0; n--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            String text = new String(broken, 0, random.nextInt(broken.length), StandardCharsets.ISO_8859_1);
            assertThatCode(() -> DeliveryReport.read(Reports.message(text))).doesNotThrowAnyException();
        }
    }
}
