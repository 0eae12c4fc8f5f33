package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What makes the service refuse a whole import (7.1): all or nothing, contacts counted from 1. */
final class ImportValidation {

    static final int MAXIMUM_CONTACTS = 250;
    static final int FIRST_REFUSED_SIZE = 400_000;

    private static final Set<String> MEMBERS = Set.of(
            "email",
            "first_name",
            "last_name",
            "phone",
            "customer_acct_name",
            "tags",
            "fields",
            "subscribe",
            "unsubscribe",
            "exclude_automations");

    private final Switches switches;

    ImportValidation(Switches switches) {
        this.switches = switches;
    }

    /** The contacts of the body, or a refusal of everything. */
    JsonNode valid(Call call) {
        if (call.body().length >= FIRST_REFUSED_SIZE) {
            throw refusal("The request body must be smaller than 400000 bytes.");
        }
        JsonNode contacts = call.json().path("contacts");
        if (!contacts.isArray() || contacts.isEmpty()) {
            throw refusal("Field 'contacts' not found");
        }
        if (contacts.size() > MAXIMUM_CONTACTS) {
            throw refusal("The number of contacts must not exceed 250.");
        }
        ArrayNode reasons = Json.array();
        for (int i = 0; i < contacts.size(); i++) {
            String reason = reason(contacts.get(i));
            if (reason != null) {
                reasons.addObject().put("contact", i + 1).put("failureReason", reason);
            }
        }
        if (!reasons.isEmpty()) {
            throw new Refusal(refusal(reasons));
        }
        return contacts;
    }

    private String reason(JsonNode contact) {
        String email = Json.text(contact, "email");
        if (email == null || email.isBlank()) {
            return "Field 'email' not found";
        }
        if (switches.isOn(Quirk.IMPORT_REFUSES_INVALID_ADDRESSES) && !ContactBook.isAddress(email.strip())) {
            return "Field 'email' is not a valid email address";
        }
        for (JsonNode tag : contact.path("tags")) {
            if (!tag.isTextual()) {
                return "Field 'tags' must contain strings";
            }
        }
        for (JsonNode field : contact.path("fields")) {
            if (Json.number(field, "id") < 0 || !field.path("value").isTextual()) {
                return "Field 'fields' must contain integer ids and string values";
            }
        }
        for (String member : new String[] {"subscribe", "unsubscribe"}) {
            for (JsonNode list : contact.path(member)) {
                if (Json.number(list, "listid") < 0) {
                    return "Field '" + member + "' must contain list ids";
                }
            }
        }
        return switches.isOn(Quirk.UNKNOWN_MEMBERS_IGNORED) ? null : unknownMember(contact);
    }

    private static String unknownMember(JsonNode contact) {
        for (var members = contact.fieldNames(); members.hasNext(); ) {
            String member = members.next();
            if (!MEMBERS.contains(member)) {
                return "Unknown field '" + member + "'";
            }
        }
        return null;
    }

    private static Refusal refusal(String reason) {
        return new Refusal(refusal(Json.array().add(reason)));
    }

    private static Answer refusal(ArrayNode reasons) {
        ObjectNode body = Json.object()
                .put("success", 0)
                .put(
                        "message",
                        "JSON payload did not pass validation. Please fix failureReasons and retry."
                                + " The import was not queued for processing.");
        return Answer.of(400, body.set("failureReasons", reasons));
    }

    static Answer tooMany() {
        ObjectNode body = Json.object().put("success", 0).put("message", "Rate limit exceeded.");
        body.putArray("failureReasons").add("Rate limit exceeded.");
        return Answer.of(400, body);
    }
}
