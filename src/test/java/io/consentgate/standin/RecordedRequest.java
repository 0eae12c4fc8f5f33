package io.consentgate.standin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One request as it arrived. {@code account} is 1 for the first token, 0 for an unknown one or the event host;
 * {@code path} is the whole path, {@code query} raw; {@code status} 0 means that the connection was closed.
 */
public record RecordedRequest(
        long receivedNanos,
        Instant receivedAt,
        int account,
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        byte[] body,
        int status) {

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public boolean isApi() {
        return path.startsWith(Call.PREFIX + "/");
    }

    boolean isImport() {
        return method.equals("POST") && path.equals(Call.PREFIX + "/import/bulk_import");
    }

    String wholeText() {
        StringBuilder text = new StringBuilder(path).append('?').append(query);
        headers.forEach(
                (name, values) -> text.append('\n').append(name).append(": ").append(values));
        return text.append('\n').append(bodyText()).toString();
    }
}
