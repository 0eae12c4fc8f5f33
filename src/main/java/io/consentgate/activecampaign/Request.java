package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One HTTP request, without host and credentials.
 *
 * @param path below {@code /api/3/}; empty on the event host
 * @param query percent-encoded, empty when none
 * @param contentType null when there is no body
 */
public record Request(Host host, String method, String path, String query, String contentType, byte[] body) {

    /** Where it goes: the account, or the public event host, which never sees the account's token. */
    public enum Host {
        ACCOUNT,
        EVENTS
    }

    static Request get(String path, Map<String, String> query) {
        return new Request(Host.ACCOUNT, "GET", path, encoded(query), null, null);
    }

    static Request get(String path) {
        return get(path, Map.of());
    }

    static Request delete(String path) {
        return new Request(Host.ACCOUNT, "DELETE", path, "", null, null);
    }

    static Request post(String path, JsonNode body) {
        return json("POST", path, body);
    }

    /** @param body JSON, already written */
    static Request post(String path, byte[] body) {
        return new Request(Host.ACCOUNT, "POST", path, "", "application/json", body);
    }

    static Request put(String path, JsonNode body) {
        return json("PUT", path, body);
    }

    static Request event(Map<String, String> form) {
        byte[] body = encoded(form).getBytes(StandardCharsets.US_ASCII);
        return new Request(Host.EVENTS, "POST", "", "", "application/x-www-form-urlencoded", body);
    }

    private static Request json(String method, String path, JsonNode body) {
        return new Request(Host.ACCOUNT, method, path, "", "application/json", Json.bytes(body));
    }

    /** Percent-encoded also for {@code +}, which an address may contain (activecampaign-api.md 6.3). */
    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Never query or body: they name people. */
    @Override
    public String toString() {
        return method + " " + host;
    }
}
