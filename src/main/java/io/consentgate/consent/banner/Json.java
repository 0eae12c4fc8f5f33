package io.consentgate.consent.banner;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as banners write it, into plain values: {@code Map}, {@code List}, {@code String}, {@code Boolean}, {@code Long},
 * another {@code Number}, or null. Strict: a member twice is a contradiction, and nothing may follow the object.
 */
final class Json {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(12).build())
            .build();

    private Json() {}

    /**
     * An object, written plainly or percent-encoded once.
     *
     * @throws BadValue when it is not one, or not whole
     */
    static Map<String, Object> object(String text) {
        String plain = text;
        // Some cookie libraries leave braces and colons as they are and encode the rest.
        if (text.charAt(0) != '{' || text.startsWith("{%")) {
            plain = Percent.decode(text);
            if (plain.startsWith("%7B") || plain.startsWith("%7b")) {
                throw BadValue.because(BannerReason.MISENCODED);
            }
        }
        try (JsonParser parser = FACTORY.createParser(plain)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw BadValue.unparsable();
            }
            Map<String, Object> object = members(parser);
            if (parser.nextToken() != null) {
                throw BadValue.unparsable();
            }
            return object;
        } catch (IOException broken) {
            throw BadValue.unparsable();
        }
    }

    private static Map<String, Object> members(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            Object value = value(parser, parser.nextToken());
            if (members.containsKey(name)) {
                throw BadValue.conflict();
            }
            members.put(name, value);
        }
        return members;
    }

    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        if (token == null) {
            throw BadValue.unparsable();
        }
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getNumberValue());
            default -> throw BadValue.unparsable();
        };
    }

    private static Number number(Number value) {
        return value instanceof Integer ? (Number) value.longValue() : value;
    }

    private static List<Object> elements(JsonParser parser) throws IOException {
        List<Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return elements;
    }

    /** @return null when absent or null @throws BadValue when it is something else than an object */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Map<String, Object> parent, String name) {
        Object value = parent.get(name);
        if (value != null && !(value instanceof Map)) {
            throw BadValue.unparsable();
        }
        return (Map<String, Object>) value;
    }

    /** @return null when absent or null @throws BadValue when it is something else than a list */
    @SuppressWarnings("unchecked")
    static List<Object> list(Map<String, Object> parent, String name) {
        Object value = parent.get(name);
        if (value != null && !(value instanceof List)) {
            throw BadValue.unparsable();
        }
        return (List<Object>) value;
    }

    /** @return null when absent, null, empty or no text */
    static String text(Map<String, Object> parent, String name) {
        return parent.get(name) instanceof String text && !text.isEmpty() ? text : null;
    }

    /** @throws BadValue for anything but true and false: a truthy text is no consent */
    static Boolean bool(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw BadValue.unparsable();
    }
}
