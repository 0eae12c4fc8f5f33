package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Speaks to the stand-in as any client would; JSON is written with single quotes. */
final class StandInClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final StandInActiveCampaign standIn;
    private final String token;

    StandInClient(StandInActiveCampaign standIn) {
        this(standIn, standIn.apiToken());
    }

    StandInClient(StandInActiveCampaign standIn, String token) {
        this.standIn = standIn;
        this.token = token;
    }

    record Reply(HttpResponse<byte[]> http) {

        int status() {
            return http.statusCode();
        }

        String text() {
            return new String(http.body(), StandardCharsets.UTF_8);
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse(null);
        }

        JsonNode json() {
            try {
                return Json.PLAIN.readTree(http.body());
            } catch (IOException e) {
                throw new AssertionError("Not JSON: " + text(), e);
            }
        }

        /** Member names and string values, walked from the root: {@code at("contact", "id")}. */
        JsonNode at(String... path) {
            JsonNode node = json();
            for (String part : path) {
                node = node.isArray() ? node.path(Integer.parseInt(part)) : node.path(part);
            }
            return node;
        }
    }

    Reply get(String path) {
        return send("GET", Call.PREFIX + path, null, "application/json");
    }

    Reply post(String path, String json) {
        return send("POST", Call.PREFIX + path, json.replace('\'', '"'), "application/json");
    }

    Reply put(String path, String json) {
        return send("PUT", Call.PREFIX + path, json.replace('\'', '"'), "application/json");
    }

    Reply delete(String path) {
        return send("DELETE", Call.PREFIX + path, null, "application/json");
    }

    Reply event(String form) {
        return send("POST", EventHost.PATH, form, "application/x-www-form-urlencoded");
    }

    Reply send(String method, String path, String body, String contentType) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(standIn.baseUrl() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", contentType)
                .header("Api-Token", token)
                .build();
        try {
            return new Reply(http.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new ConnectionLost(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id of a new contact. */
    String contact(String email) {
        return post("/contact/sync", "{'contact':{'email':'" + email + "'}}")
                .at("contact", "id")
                .asText();
    }

    static List<String> texts(JsonNode array, String member) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.path(member).asText()));
        return texts;
    }

    static final class ConnectionLost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ConnectionLost(IOException cause) {
            super(cause);
        }
    }
}
