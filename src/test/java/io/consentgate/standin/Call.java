package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One received request; {@code path} is without the prefix {@code /api/3}, {@code rawQuery} as it came. */
record Call(
        String method,
        String path,
        String rawQuery,
        Query query,
        Map<String, List<String>> headers,
        byte[] body,
        long receivedNanos,
        Instant receivedAt) {

    static final String PREFIX = "/api/3";

    static Call of(String method, String url, Map<String, List<String>> headers, byte[] body, Instant receivedAt) {
        int mark = url.indexOf('?');
        String path = mark < 0 ? url : url.substring(0, mark);
        String query = mark < 0 ? "" : url.substring(mark + 1);
        return new Call(method, path, query, Query.parse(query), headers, body, System.nanoTime(), receivedAt);
    }

    Call withoutPrefix() {
        String rest = path.startsWith(PREFIX + "/") ? path.substring(PREFIX.length()) : path;
        return new Call(method, rest, rawQuery, query, headers, body, receivedNanos, receivedAt);
    }

    String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().get(0))
                .findFirst()
                .orElse(null);
    }

    String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The n-th part of the path, counted from 0; empty when there is none. */
    String part(int index) {
        String[] parts = path.substring(1).split("/");
        return index < parts.length ? parts[index] : "";
    }

    /** The id in {@code /things/{id}}; -1 when it is not a number. */
    long id() {
        return Json.number(part(1));
    }

    ObjectNode json() {
        try {
            if (Json.PLAIN.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            // answered below: the service does not explain itself either
        }
        throw new Refusal(Answer.of(400, Json.object()));
    }

    /** The record in its envelope, {@code {"contact":{…}}}; 422 without it. */
    ObjectNode record(String envelope) {
        JsonNode inner = json().get(envelope);
        if (inner instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.missing(envelope);
    }
}
