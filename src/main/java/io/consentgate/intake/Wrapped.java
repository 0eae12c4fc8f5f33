package io.consentgate.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.consentgate.event.EventReader;
import io.consentgate.event.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A line of a rejects file: the event that was refused, between what was wrong with it. It reads like the event alone,
 * so that a corrected rejects file can be loaded as it is.
 */
final class Wrapped {

    static final String FIELD = "consentgate_field";
    static final String PROBLEM = "consentgate_problem";
    static final String RECORD = "consentgate_record";

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] MARK = ("\"" + RECORD + "\"").getBytes(StandardCharsets.UTF_8);

    private Wrapped() {}

    static Reading read(EventReader reader, byte[] line) {
        Reading reading = reader.read(line);
        if (reading instanceof Reading.Refused && contains(line)) {
            byte[] event = unwrap(line);
            return event == null ? reading : reader.read(event);
        }
        return reading;
    }

    /** The event inside; null when the line is no such wrapper. */
    static byte[] unwrap(byte[] line) {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean record = parser.currentName().equals(RECORD);
                JsonToken value = parser.nextToken();
                if (record && value == JsonToken.VALUE_STRING) {
                    return parser.getText().getBytes(StandardCharsets.UTF_8);
                }
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                if (record) {
                    return Arrays.copyOfRange(
                            line, start, (int) parser.currentLocation().getByteOffset());
                }
            }
            return null;
        } catch (IOException notJson) {
            return null;
        }
    }

    private static boolean contains(byte[] line) {
        for (int i = 0; i + MARK.length <= line.length; i++) {
            if (line[i] == '"' && Arrays.equals(line, i, i + MARK.length, MARK, 0, MARK.length)) {
                return true;
            }
        }
        return false;
    }
}
