package io.consentgate.standin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** JSON as the service writes it: "/" as "\/" and every non-ASCII character as lower-case \\uXXXX. */
final class Json {

    static final ObjectMapper PLAIN = new ObjectMapper();

    private static final ObjectMapper ESCAPED = new ObjectMapper(JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build());

    private Json() {}

    static ObjectNode object() {
        return PLAIN.createObjectNode();
    }

    static ArrayNode array() {
        return PLAIN.createArrayNode();
    }

    static ArrayNode array(Collection<? extends JsonNode> nodes) {
        return array().addAll(nodes);
    }

    static byte[] bytes(JsonNode node, boolean escaped) {
        try {
            return (escaped ? ESCAPED : PLAIN).writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The member as text, whether it was sent as string, number or boolean; null when absent or null. */
    static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    /** The member as number, whether it was sent as number or numeric string; -1 when it is neither. */
    static long number(JsonNode node, String member) {
        return number(text(node, member));
    }

    static long number(String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }
}
