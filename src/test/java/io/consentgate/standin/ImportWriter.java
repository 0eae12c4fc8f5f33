package io.consentgate.standin;

import static io.consentgate.standin.Quirk.EMPTY_STRING_CLEARS;
import static io.consentgate.standin.Quirk.IMPORT_KEEPS_UNSUBSCRIBED;
import static io.consentgate.standin.Quirk.IMPORT_SUCCESS_ONLY_CREATED;
import static io.consentgate.standin.Quirk.IMPORT_UNSUBSCRIBE_CREATES_MEMBERSHIP;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** Writes one imported contact; nothing here fires a webhook (7.1). */
final class ImportWriter {

    private final Setting setting;
    private final ContactBook contacts;
    private final Memberships memberships;
    private final Lists lists;
    private final Tags tags;
    private final Taggings taggings;
    private final Fields fields;
    private final FieldValues values;
    private final Exclusions exclusions;

    ImportWriter(
            Setting setting,
            ContactBook contacts,
            Memberships memberships,
            Lists lists,
            Tags tags,
            Taggings taggings,
            Fields fields,
            FieldValues values,
            Exclusions exclusions) {
        this.setting = setting;
        this.contacts = contacts;
        this.memberships = memberships;
        this.lists = lists;
        this.tags = tags;
        this.taggings = taggings;
        this.fields = fields;
        this.values = values;
        this.exclusions = exclusions;
    }

    void write(JsonNode wanted, ImportBatch batch) {
        String email = Json.text(wanted, "email").strip();
        Contact contact = contacts.byEmail(email).orElse(null);
        boolean bounced = contact != null && contact.bouncedHard;
        if (bounced || exclusions.matches(email) || !ContactBook.isAddress(email)) {
            batch.failure.add(email);
            return;
        }
        boolean created = contact == null;
        Contact target = created ? contacts.create(email) : contact;
        apply(wanted, "first_name", text -> target.firstName = text);
        apply(wanted, "last_name", text -> target.lastName = text);
        apply(wanted, "phone", text -> target.phone = text);
        apply(wanted, "customer_acct_name", text -> target.organization = text);
        for (JsonNode tag : wanted.path("tags")) {
            taggings.add(target, tags.named(tag.asText()), Origin.IMPORT);
        }
        for (JsonNode field : wanted.path("fields")) {
            if (fields.exists(Json.number(field, "id"))) {
                values.write(
                        target, Json.number(field, "id"), field.path("value").asText());
            }
        }
        wanted.path("subscribe").forEach(list -> subscribe(target, Json.number(list, "listid")));
        wanted.path("unsubscribe").forEach(list -> unsubscribe(target, Json.number(list, "listid")));
        if (!created) {
            contacts.touch(target);
        }
        if (created || !setting.isOn(IMPORT_SUCCESS_ONLY_CREATED)) {
            batch.success.add(String.valueOf(target.id));
        }
    }

    private void apply(JsonNode wanted, String member, Consumer<String> setter) {
        String text = Json.text(wanted, member);
        if (text != null && (!text.isEmpty() || setting.isOn(EMPTY_STRING_CLEARS))) {
            setter.accept(text);
        }
    }

    private void subscribe(Contact contact, long list) {
        Contact.Membership known = contact.memberships.get(list);
        boolean kept = known != null && known.status >= 2 && setting.isOn(IMPORT_KEEPS_UNSUBSCRIBED);
        if (lists.find(list).isPresent() && !kept) {
            memberships.set(contact, list, 1, setting.now(), 1, Origin.IMPORT);
        }
    }

    private void unsubscribe(Contact contact, long list) {
        boolean known = contact.memberships.containsKey(list);
        if (lists.find(list).isPresent() && (known || setting.isOn(IMPORT_UNSUBSCRIBE_CREATES_MEMBERSHIP))) {
            memberships.set(contact, list, 2, setting.now(), 1, Origin.IMPORT);
        }
    }
}
