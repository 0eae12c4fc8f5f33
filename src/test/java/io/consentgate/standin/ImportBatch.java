package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** One queued import and how far it is. */
final class ImportBatch {

    final String id;
    final Instant queuedAt;
    final long queuedNanos;
    final JsonNode contacts;
    final int size;
    final ImportFate fate;
    final ArrayNode success = Json.array();
    final ArrayNode failure = Json.array();
    volatile String status = "waiting";

    ImportBatch(String id, Instant queuedAt, JsonNode contacts, ImportFate fate) {
        this.id = id;
        this.queuedAt = queuedAt;
        this.queuedNanos = System.nanoTime();
        this.contacts = contacts;
        this.size = contacts.size();
        this.fate = fate;
    }

    boolean isOutstanding() {
        return status.equals("waiting") || status.equals("active");
    }

    /** 7.2: the boolean false at first, then a word. */
    ObjectNode json(boolean tooEarly) {
        ObjectNode json = Json.object();
        if (tooEarly) {
            json.put("status", false);
        } else {
            json.put("status", status);
        }
        json.set("success", tooEarly ? Json.array() : success.deepCopy());
        json.set("failure", tooEarly ? Json.array() : failure.deepCopy());
        return json;
    }
}
