package io.consentgate.activecampaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** ActiveCampaign's JSON: ids and flags are strings in one answer and numbers in the next (chapter 4). */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Where dates without an offset are meant (chapter 4: US Central by default). */
    private static final ZoneId ACCOUNT_ZONE = ZoneId.of("America/Chicago");

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** {@code {"<name>": {...}}}: every request wraps its record. */
    static ObjectNode wrapped(String name, ObjectNode content) {
        ObjectNode body = object();
        body.set(name, content);
        return body;
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree could not be written");
        }
    }

    static Optional<JsonNode> parsed(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /** The member as text, whether string or number; null when absent, null or empty. */
    static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty() ? value.asText() : null;
    }

    static String text(JsonNode node, String member, String otherwise) {
        String text = text(node, member);
        return text == null ? otherwise : text;
    }

    static int number(JsonNode node, String member, int otherwise) {
        return node.path(member).asInt(otherwise);
    }

    /** Contact ids are numbers that grow; -1 when it is none. */
    static long id(String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    static boolean flag(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isBoolean() ? value.asBoolean() : value.asInt(0) != 0;
    }

    /** Null for absent, empty and {@code 0000-00-00} dates. */
    static Instant instant(JsonNode node, String member) {
        return instant(text(node, member));
    }

    static Instant instant(String text) {
        if (text == null || text.startsWith("0000")) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noOffset) {
            try {
                return LocalDateTime.parse(text.replace(' ', 'T'))
                        .atZone(ACCOUNT_ZONE)
                        .toInstant();
            } catch (DateTimeException unreadable) {
                return null;
            }
        }
    }
}
