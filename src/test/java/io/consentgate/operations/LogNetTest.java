package io.consentgate.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;

/** Nobody should log an address; if somebody does, it does not get through. */
class LogNetTest {

    private static final JsonTemplateLayout LAYOUT = JsonTemplateLayout.newBuilder()
            .setConfiguration(new DefaultConfiguration())
            .setEventTemplateUri("classpath:log-line.json")
            .setStackTraceEnabled(true)
            .build();

    @Test
    void a_message_loses_its_addresses_and_keeps_the_rest() throws Exception {
        assertThat(line("no contact for anna.rossi+shop@mail.example.com, giving up", null)
                        .path("message")
                        .asText())
                .isEqualTo("no contact for [address], giving up");
        assertThat(line("email=\"anna@example.com\" <bob@example.org>; müller@exämple.de", null)
                        .path("message")
                        .asText())
                .isEqualTo("email=\"[address]\" <[address]>; [address]");
    }

    @Test
    void so_does_the_message_of_an_exception_and_of_its_cause() throws Exception {
        JsonNode line = line(
                "failed",
                new IllegalStateException("for anna@example.com", new IOException("550 bob@example.com unknown")));
        assertThat(line.path("exception").asText())
                .contains("IllegalStateException: for [address]", "IOException: 550 [address] unknown")
                .doesNotContain("anna@", "bob@");
    }

    @Test
    void event_and_person_are_members_and_nothing_else_of_the_context_is() throws Exception {
        JsonNode line = line("taken", null, Map.of("event", "5f1d", "person", "42", "email", "anna@example.com"));
        assertThat(line.path("event").asText()).isEqualTo("5f1d");
        assertThat(line.path("person").asText()).isEqualTo("42");
        assertThat(line.toString()).doesNotContain("anna");
    }

    @Test
    void a_line_is_one_line_whatever_is_in_it() throws Exception {
        assertThat(text("first\r\nsecond {\"level\":\"INFO\"}", null, Map.of()).strip())
                .doesNotContain("\n", "\r");
    }

    private static JsonNode line(String message, Throwable thrown) throws IOException {
        return line(message, thrown, Map.of());
    }

    private static JsonNode line(String message, Throwable thrown, Map<String, String> context) throws IOException {
        return new ObjectMapper().readTree(text(message, thrown, context));
    }

    private static String text(String message, Throwable thrown, Map<String, String> context) {
        LogEvent event = Log4jLogEvent.newBuilder()
                .setLoggerName("test")
                .setLevel(Level.WARN)
                .setMessage(new SimpleMessage(message))
                .setThrown(thrown)
                .setContextData(new SortedArrayStringMap(context))
                .build();
        return LAYOUT.toSerializable(event);
    }
}
