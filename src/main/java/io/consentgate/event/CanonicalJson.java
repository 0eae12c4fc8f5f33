package io.consentgate.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes of one event to a tree: strict UTF-8, no member twice, at most 20 levels, numbers as they were written. */
final class CanonicalJson {

    private static final int NESTING = 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final JsonFactory DUPLICATES = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** A tree, or the one problem that the text has. */
    record Parsed(JsonNode tree, Problem problem) {}

    private CanonicalJson() {}

    static Parsed parse(byte[] json, int offset, int length) {
        if (!utf8(json, offset, length)) {
            return refused("", "bytes that are not UTF-8; expected UTF-8");
        }
        try {
            JsonNode tree = MAPPER.readTree(json, offset, length);
            return tree.isMissingNode() ? refused("", "nothing; expected one JSON object") : new Parsed(tree, null);
        } catch (StreamConstraintsException tooMuch) {
            return refused("", "more than 20 levels of nesting or a number of over 1000 digits; expected less");
        } catch (JsonProcessingException wrong) {
            String twice = duplicate(json, offset, length);
            return twice == null
                    ? refused("", "text that is not JSON; expected one JSON object")
                    : refused(twice, "a member twice; expected it once");
        } catch (IOException neverFromMemory) {
            return refused("", "text that is not JSON; expected one JSON object");
        }
    }

    private static Parsed refused(String field, String problem) {
        return new Parsed(null, new Problem(field, problem));
    }

    /** Pointer of the first member that stands there twice; null when the text is wrong for another reason. */
    private static String duplicate(byte[] json, int offset, int length) {
        try (JsonParser parser = DUPLICATES.createParser(json, offset, length)) {
            try {
                while (parser.nextToken() != null) {
                    // only looking
                }
                return null;
            } catch (JsonProcessingException wrong) {
                boolean twice = wrong.getOriginalMessage().startsWith("Duplicate field");
                return twice
                        ? Pointer.of(parser.getParsingContext().pathAsPointer()).toString()
                        : null;
            }
        } catch (IOException neverFromMemory) {
            return null;
        }
    }

    private static boolean utf8(byte[] bytes, int offset, int length) {
        boolean ascii = true;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] <= 0) {
                if (bytes[i] == 0) {
                    return false;
                }
                ascii = false;
            }
        }
        if (ascii) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }
}
