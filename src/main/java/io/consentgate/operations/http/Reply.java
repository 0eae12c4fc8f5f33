package io.consentgate.operations.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer to an HTTP request. */
public record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {

    static Reply empty(int status) {
        return new Reply(status, "text/plain", new byte[0], Map.of());
    }

    static Reply json(int status, Object body) {
        return new Reply(status, "application/json", Json.bytes(body), Map.of());
    }

    static Reply problem(int status, String title, String detail) {
        return problem(status, title, detail, Map.of());
    }

    /** @param members further members of the problem (RFC 9457 3.2) */
    static Reply problem(int status, String title, String detail, Map<String, ?> members) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        problem.putAll(members);
        return new Reply(status, "application/problem+json", Json.bytes(problem), Map.of());
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, body, more);
    }
}
