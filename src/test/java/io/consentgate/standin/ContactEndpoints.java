package io.consentgate.standin;

import static io.consentgate.standin.Quirk.DELETE_CONTACT_LOWER_CASE_TEXT;
import static io.consentgate.standin.Quirk.DUPLICATE_EMAIL_OLD_TEXT;
import static io.consentgate.standin.Quirk.EMPTY_STRING_CLEARS;
import static io.consentgate.standin.Quirk.PLURAL_SYNC_CREATES;
import static io.consentgate.standin.Quirk.SYNC_LISTS_FIELD_VALUE_IDS;
import static io.consentgate.standin.Quirk.UNKNOWN_MEMBERS_IGNORED;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Create, upsert, read, update and delete one contact (6.1, 6.2, 6.4). */
final class ContactEndpoints {

    private static final Set<String> MEMBERS = Set.of(
            "email", "firstName", "lastName", "phone", "fieldValues", "orgid", "deleted", "id", "allowNullEmail");

    private final Setting setting;
    private final ContactBook contacts;
    private final ContactJson contactJson;
    private final FieldValues values;
    private final Memberships memberships;
    private final Consumer<Contact> deletion;
    private final Announcements announcements;

    ContactEndpoints(
            Setting setting,
            ContactBook contacts,
            ContactJson contactJson,
            FieldValues values,
            Memberships memberships,
            Consumer<Contact> deletion,
            Announcements announcements,
            Routes routes) {
        this.setting = setting;
        this.contacts = contacts;
        this.contactJson = contactJson;
        this.values = values;
        this.memberships = memberships;
        this.deletion = deletion;
        this.announcements = announcements;
        routes.on("POST /contacts", this::create)
                .on("POST /contact/sync", this::sync)
                .on("POST /contacts/sync", this::pluralSync)
                .on("GET /contacts/*", this::read)
                .on("PUT /contacts/*", this::update)
                .on("DELETE /contacts/*", this::delete)
                .on("GET /contacts/*/bounceLogs", this::bounces);
    }

    private Answer create(Call call) {
        ObjectNode wanted = wanted(call);
        String email = Json.text(wanted, "email");
        if (email == null || email.isBlank()) {
            throw Refusal.missing("email");
        }
        requireAddress(email);
        if (contacts.byEmail(email).isPresent()) {
            throw duplicate();
        }
        return created(wanted, email);
    }

    private Answer pluralSync(Call call) {
        if (setting.isOn(PLURAL_SYNC_CREATES)) {
            return create(call);
        }
        throw Refusal.noResult(404, "Subscriber", "sync");
    }

    private Answer sync(Call call) {
        ObjectNode wanted = wanted(call);
        String email = Json.text(wanted, "email");
        if (email == null || email.isBlank()) {
            throw Refusal.error(
                    400,
                    Json.object()
                            .put("status", 400)
                            .put("title", "Bad Request")
                            .put("detail", "Contact email must be provided for sync"));
        }
        requireAddress(email);
        Contact contact = contacts.byEmail(email).orElse(null);
        if (contact == null) {
            return created(wanted, email);
        }
        applyNames(contact, wanted);
        ObjectNode body = withValues(contact, wanted);
        contacts.touch(contact);
        announcements.changed("update", contact, Origin.API, 0, Map.of());
        ObjectNode json = contactJson.full(contact);
        if (setting.isOn(SYNC_LISTS_FIELD_VALUE_IDS)) {
            contact.values.values().forEach(entry -> json.withArray("fieldValues")
                    .add(String.valueOf(entry.id)));
        }
        return Answer.ok(body.set("contact", json));
    }

    private Answer created(ObjectNode wanted, String email) {
        Contact contact = contacts.create(email);
        applyNames(contact, wanted);
        ObjectNode body = withValues(contact, wanted);
        return Answer.of(201, body.set("contact", contactJson.created(contact)));
    }

    private ObjectNode wanted(Call call) {
        ObjectNode wanted = call.record("contact");
        if (!setting.isOn(UNKNOWN_MEMBERS_IGNORED)) {
            wanted.fieldNames().forEachRemaining(member -> {
                if (!MEMBERS.contains(member)) {
                    throw Refusal.invalid("Unknown member " + member + ".", "field_invalid", member);
                }
            });
        }
        return wanted;
    }

    private void requireAddress(String email) {
        if (!ContactBook.isAddress(email.strip())) {
            ObjectNode error = Json.object()
                    .put("title", "Contact Email Address is not valid.")
                    .put("code", "email_invalid")
                    .put("error", "must_be_valid_email_address");
            error.putObject("source").put("pointer", "/data/attributes/email");
            throw Refusal.error(422, error);
        }
    }

    private Refusal duplicate() {
        ObjectNode error = Json.object();
        if (setting.isOn(DUPLICATE_EMAIL_OLD_TEXT)) {
            error.put("title", "Email address already exists in the system").put("detail", "");
        } else {
            error.put("title", "Email address already exists in the system.");
        }
        error.put("code", "duplicate").putObject("source").put("pointer", "/data/attributes/email");
        return Refusal.error(422, error);
    }

    private void applyNames(Contact contact, ObjectNode wanted) {
        apply(wanted, "firstName", text -> contact.firstName = text);
        apply(wanted, "lastName", text -> contact.lastName = text);
        apply(wanted, "phone", text -> contact.phone = text);
    }

    private void apply(ObjectNode wanted, String member, Consumer<String> setter) {
        String text = Json.text(wanted, member);
        if (text != null && (!text.isEmpty() || setting.isOn(EMPTY_STRING_CLEARS))) {
            setter.accept(text);
        }
    }

    /** Only values inside {@code contact} count; beside it they are dropped (6.1). The answer shows those just set. */
    private ObjectNode withValues(Contact contact, ObjectNode wanted) {
        ObjectNode body = Json.object();
        if (wanted.path("fieldValues").isArray()) {
            ArrayNode written = body.putArray("fieldValues");
            values.writeAll(contact, wanted.get("fieldValues")).forEach(entry -> written.add(values.json(entry)));
        }
        return body;
    }

    private Answer read(Call call) {
        Contact contact = contacts.get(call.part(1));
        ObjectNode body = Json.object();
        ObjectNode json = contactJson.full(contact);
        for (String relation : List.of("contactAutomations", "contactLists", "deals", "fieldValues")) {
            body.putArray(relation);
            json.putArray(relation);
        }
        contact.memberships.values().forEach(membership -> {
            body.withArray("contactLists").add(memberships.json(contact, membership));
            json.withArray("contactLists").add(String.valueOf(membership.id));
        });
        contact.values.values().forEach(entry -> {
            body.withArray("fieldValues").add(values.json(entry));
            json.withArray("fieldValues").add(String.valueOf(entry.id));
        });
        for (String relation : List.of("geoIps", "accountContacts")) {
            body.putArray(relation);
            json.putArray(relation);
        }
        return Answer.ok(body.set("contact", json.putNull("sentiment")));
    }

    private Answer update(Call call) {
        Contact contact = contacts.get(call.part(1));
        ObjectNode wanted = wanted(call);
        String email = Json.text(wanted, "email");
        if (email != null && !email.isBlank()) {
            requireAddress(email);
            if (contacts.byEmail(email).filter(other -> other != contact).isPresent()) {
                throw duplicate();
            }
            contacts.changeEmail(contact, email);
        }
        applyNames(contact, wanted);
        ObjectNode body = withValues(contact, wanted);
        contacts.touch(contact);
        announcements.changed("update", contact, Origin.API, 0, Map.of());
        return Answer.ok(body.set("contact", contactJson.afterPut(contact)));
    }

    private Answer delete(Call call) {
        Contact contact = contacts.byId(call.id())
                .orElseThrow(() -> setting.isOn(DELETE_CONTACT_LOWER_CASE_TEXT)
                        ? Refusal.message(404, "No result found for contact with id " + call.part(1))
                        : Refusal.noResult(404, "Subscriber", call.part(1)));
        deletion.accept(contact);
        return Answer.ok(Json.object());
    }

    private Answer bounces(Call call) {
        Contact contact = contacts.get(call.part(1));
        ObjectNode body = Json.object();
        ArrayNode logs = body.putArray("bounceLogs");
        if (contact.bouncedHard) {
            logs.addObject()
                    .put("tstamp", setting.date(contact.bouncedAt))
                    .put("email", contact.email)
                    .put("subscriberid", String.valueOf(contact.id))
                    .put("codeid", "1")
                    .put("error", "550 5.1.1 mailbox unavailable")
                    .put("id", String.valueOf(contact.id));
        }
        return Answer.ok(body);
    }
}
