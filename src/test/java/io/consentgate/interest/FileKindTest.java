package io.consentgate.interest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileKindTest {

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("application/pdf", "%PDF-1.7\n..."),
                Arguments.of("image/png", "\u0089PNG\r\n\u001a\n...."),
                Arguments.of("image/jpeg", "\u00ff\u00d8\u00ff\u00e0....JFIF"),
                Arguments.of("image/tiff", "II*\0...."),
                Arguments.of("image/tiff", "MM\0*...."),
                Arguments.of(
                        "message/rfc822",
                        "Received: from mail\r\nFrom: anna@example.com\r\nSubject: Info\r\n\r\nPlease send me your catalogue."));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void is_found_in_the_content(String type, String content) {
        assertThat(FileKind.of(latin(content)))
                .get()
                .extracting(FileKind::mediaType)
                .isEqualTo(type);
    }

    static Stream<String> others() {
        return Stream.of(
                "",
                "%PD",
                "MZ\u0090\0",
                "PK\u0003\u0004",
                "<html><body>From: a Date: b</body></html>",
                "Subject: only one header\r\n\r\nhello",
                "dear sir\nFrom: x\nDate: y\n\n",
                "From: x\nDate: \u0000y\n\nbinary");
    }

    @ParameterizedTest
    @MethodSource("others")
    void anything_else_is_no_document(String content) {
        assertThat(FileKind.of(latin(content))).isEmpty();
    }

    @Test
    void every_kind_that_is_accepted_is_named() {
        assertThat(FileKind.ACCEPTED).contains("PDF", "PNG", "JPEG", "TIFF", ".eml");
    }
}
