package io.consentgate.standin;

import static io.consentgate.standin.Quirk.EMPTY_STRING_CLEARS;
import static io.consentgate.standin.Quirk.FIELD_VALUE_ANSWERS_201;
import static io.consentgate.standin.Quirk.NO_RESULT_AS_403;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What the custom fields hold for each contact (11). */
final class FieldValues {

    private final Setting setting;
    private final ContactBook contacts;
    private final ContactJson contactJson;
    private final Fields fields;
    private final Announcements announcements;
    private final NavigableMap<Long, Contact.FieldValue> values = new TreeMap<>();
    private final Map<Long, SortedIds> byField = new HashMap<>();
    private long last;

    FieldValues(
            Setting setting,
            ContactBook contacts,
            ContactJson contactJson,
            Fields fields,
            Announcements announcements,
            Routes routes) {
        this.setting = setting;
        this.contacts = contacts;
        this.contactJson = contactJson;
        this.fields = fields;
        this.announcements = announcements;
        routes.on("GET /fieldValues", this::list)
                .on("POST /fieldValues", this::post)
                .on("GET /fieldValues/*", call -> Answer.ok(Json.object().set("fieldValue", json(found(call)))))
                .on("PUT /fieldValues/*", this::put)
                .on("DELETE /fieldValues/*", this::delete)
                .on("GET /contacts/*/fieldValues", this::ofContact);
    }

    /** Writes the pairs of {@code fieldValues:[{field,value}]}; unknown fields are ignored (6.2). */
    List<Contact.FieldValue> writeAll(Contact contact, JsonNode pairs) {
        List<Contact.FieldValue> written = new ArrayList<>();
        for (JsonNode pair : pairs) {
            long field = Json.number(pair, "field");
            String value = Json.text(pair, "value");
            if (fields.exists(field) && value != null) {
                written.add(write(contact, field, value));
            }
        }
        return written;
    }

    Contact.FieldValue write(Contact contact, long field, String value) {
        Contact.FieldValue entry = contact.values.get(field);
        if (entry == null) {
            entry = new Contact.FieldValue(++last, contact.id, field, setting.now());
            entry.value = "";
            contact.values.put(field, entry);
            recall(entry);
        }
        if (!value.isEmpty() || setting.isOn(EMPTY_STRING_CLEARS)) {
            entry.value = value;
            entry.updated = setting.now();
        }
        return entry;
    }

    void forget(Contact contact) {
        contact.values.values().forEach(this::forget);
    }

    void recall(Contact contact) {
        contact.values.values().forEach(this::recall);
    }

    private void forget(Contact.FieldValue entry) {
        values.remove(entry.id);
        byField.get(entry.field).remove(entry.id);
    }

    private void recall(Contact.FieldValue entry) {
        values.put(entry.id, entry);
        byField.computeIfAbsent(entry.field, field -> new SortedIds()).add(entry.id);
    }

    ObjectNode json(Contact.FieldValue entry) {
        ObjectNode json = Json.object()
                .put("contact", String.valueOf(entry.contact))
                .put("field", String.valueOf(entry.field))
                .put("value", entry.value)
                .put("cdate", setting.date(entry.created))
                .put("udate", setting.date(entry.updated))
                .putNull("created_by")
                .putNull("updated_by");
        json.set("links", setting.links("fieldValues", entry.id, "owner", "field"));
        return json.put("owner", String.valueOf(entry.contact)).put("id", String.valueOf(entry.id));
    }

    private Answer post(Call call) {
        ObjectNode wanted = call.record("fieldValue");
        long field = Json.number(wanted, "field");
        if (!fields.exists(field)) {
            throw Refusal.invalid("Field id not valid", "related_missing", "field");
        }
        Contact contact = contacts.byId(Json.number(wanted, "contact"))
                .orElseThrow(() -> Refusal.invalid("Contact id not valid", "related_missing", "contact"));
        return written(contact, field, wanted, setting.isOn(FIELD_VALUE_ANSWERS_201) ? 201 : 200);
    }

    private Answer put(Call call) {
        Contact.FieldValue entry = found(call);
        return written(contacts.get(String.valueOf(entry.contact)), entry.field, call.record("fieldValue"), 200);
    }

    private Answer written(Contact contact, long field, ObjectNode wanted, int status) {
        String value = Json.text(wanted, "value");
        Contact.FieldValue entry = write(contact, field, value == null ? "" : value);
        contacts.touch(contact);
        announcements.changed("update", contact, Origin.API, 0, Map.of());
        ObjectNode body = Json.object();
        body.putArray("contacts").add(contactJson.full(contact));
        return Answer.of(status, body.set("fieldValue", json(entry)));
    }

    private Contact.FieldValue found(Call call) {
        Contact.FieldValue entry = values.get(call.id());
        if (entry == null) {
            boolean documented = call.method().equals("GET") && setting.isOn(NO_RESULT_AS_403);
            throw Refusal.noResult(documented ? 403 : 404, "FieldValue", call.part(1));
        }
        return entry;
    }

    private Answer delete(Call call) {
        Contact.FieldValue entry = found(call);
        forget(entry);
        contacts.byId(entry.contact).ifPresent(contact -> contact.values.remove(entry.field));
        return Answer.ok(Json.object());
    }

    private Answer list(Call call) {
        long field = call.query().filter("fieldid").map(Json::number).orElse(0L);
        String value = call.query().filter("val").orElse(null);
        SortedIds ofField = field == 0 ? null : byField.getOrDefault(field, new SortedIds());
        ObjectNode body = Json.object();
        body.putArray("fieldValues");
        int total = 0;
        int from = call.query().offset();
        for (long id : ofField != null ? ofField.toArray() : ids()) {
            Contact.FieldValue entry = values.get(id);
            if (value == null || value.equals(entry.value)) {
                if (total >= from && total < from + call.query().limit()) {
                    body.withArray("fieldValues").add(json(entry));
                }
                total++;
            }
        }
        body.putObject("meta").put("total", String.valueOf(total));
        return Answer.ok(body);
    }

    private long[] ids() {
        return values.keySet().stream().mapToLong(id -> id).toArray();
    }

    private Answer ofContact(Call call) {
        Contact contact = contacts.get(call.part(1));
        ObjectNode body = Json.object();
        body.putArray("fieldValues");
        contact.values.values().forEach(entry -> body.withArray("fieldValues").add(json(entry)));
        return Answer.ok(body);
    }
}
