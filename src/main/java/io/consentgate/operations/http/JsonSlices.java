package io.consentgate.operations.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a JSON body into its events without building a tree of it. */
final class JsonSlices {
    private JsonSlices() {}

    /** The elements of an array, or the one value; throws when the body as a whole is not JSON. */
    static List<byte[]> of(byte[] body) throws IOException {
        try (JsonParser parser = Json.MAPPER.getFactory().createParser(body)) {
            List<byte[]> slices = new ArrayList<>();
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    slices.add(slice(parser, body));
                }
            } else if (first != null) {
                slices.add(slice(parser, body));
            }
            if (parser.nextToken() != null) {
                throw new IOException("more than one JSON value");
            }
            return slices;
        }
    }

    static boolean isArray(byte[] body) {
        for (byte b : body) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '[';
            }
        }
        return false;
    }

    private static byte[] slice(JsonParser parser, byte[] body) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
        int to = (int) parser.currentLocation().getByteOffset();
        return Arrays.copyOfRange(body, from, to);
    }
}
