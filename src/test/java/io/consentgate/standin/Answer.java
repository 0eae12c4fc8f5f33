package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What goes back: JSON or raw text, or nothing but a closed connection ({@code cut}). Content type null = no header. */
record Answer(
        int status,
        JsonNode json,
        String text,
        String contentType,
        Map<String, List<String>> headers,
        int delayMillis,
        boolean cut) {

    private static final String JSON = "application/json";

    static Answer of(int status, JsonNode json) {
        return new Answer(status, json, null, JSON, Map.of(), 0, false);
    }

    static Answer ok(JsonNode json) {
        return of(200, json);
    }

    static Answer text(int status, String contentType, String text) {
        return new Answer(status, null, text, contentType, Map.of(), 0, false);
    }

    static Answer closedConnection() {
        return new Answer(0, null, "", null, Map.of(), 0, true);
    }

    Answer labelled(String type) {
        return new Answer(status, json, text, type, headers, delayMillis, cut);
    }

    Answer slower(int millis) {
        return new Answer(status, json, text, contentType, headers, delayMillis + millis, cut);
    }

    Answer with(String header, String... values) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        more.put(header, List.of(values));
        return new Answer(status, json, text, contentType, Collections.unmodifiableMap(more), delayMillis, cut);
    }

    byte[] bytes(boolean escaped) {
        return json == null ? text.getBytes(StandardCharsets.UTF_8) : Json.bytes(json, escaped);
    }
}
