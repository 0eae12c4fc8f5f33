package io.consentgate.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Writes events as a shop's own system would: one CloudEvent with a small business object. */
public record CanonicalEvents(String shop, String source, String mode) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** @param time when it happened at the shop, null = not said */
    public ObjectNode event(String type, String id, Instant time, Consumer<ObjectNode> data) {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", source)
                .put("type", type)
                .put("platform", "demo")
                .put("shop", shop);
        if (time != null) {
            event.put("time", time.toString());
        }
        if (mode != null) {
            event.put("mode", mode);
        }
        data.accept(event.putObject("data"));
        return event;
    }

    /** A consent event that names its person by address. */
    public ObjectNode consent(
            String id,
            Instant time,
            String email,
            String purpose,
            String channel,
            String status,
            Consumer<ObjectNode> more) {
        return event("consent", id, time, data -> {
            data.putObject("person").put("email", email);
            data.put("purpose", purpose);
            if (channel != null) {
                data.put("channel", channel);
            }
            data.put("status", status);
            more.accept(data);
        });
    }

    public ObjectNode request(String id, String kind, String email, Instant at) {
        return event("privacy-request", id, at, data -> {
            data.put("kind", kind).put("requested_at", at.toString());
            data.putObject("person").put("email", email);
        });
    }

    public static String ndjson(Collection<? extends ObjectNode> events) {
        return events.stream().map(CanonicalEvents::text).collect(Collectors.joining("\n", "", "\n"));
    }

    public static String text(ObjectNode event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
