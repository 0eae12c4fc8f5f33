package io.consentgate.standin;

import static io.consentgate.standin.Quirk.CONTACT_TAG_MISSING_TAG_400;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** Who carries which tag, {@code contactTags} (10). */
final class Taggings {

    private final Setting setting;
    private final ContactBook contacts;
    private final ContactJson contactJson;
    private final Tags tags;
    private final Announcements announcements;
    private final Map<Long, Contact.Tagging> taggings = new HashMap<>();
    private long last;

    Taggings(
            Setting setting,
            ContactBook contacts,
            ContactJson contactJson,
            Tags tags,
            Announcements announcements,
            Routes routes) {
        this.setting = setting;
        this.contacts = contacts;
        this.contactJson = contactJson;
        this.tags = tags;
        this.announcements = announcements;
        routes.on("POST /contactTags", this::post)
                .on("DELETE /contactTags/*", this::delete)
                .on("GET /contacts/*/contactTags", this::ofContact);
    }

    Contact.Tagging add(Contact contact, long tag, Origin origin) {
        Contact.Tagging known = contact.taggings.get(tag);
        if (known != null) {
            return known;
        }
        Contact.Tagging tagging = new Contact.Tagging(++last, contact.id, tag, setting.now());
        contact.taggings.put(tag, tagging);
        taggings.put(tagging.id(), tagging);
        tags.carriers(tag).add(contact.id);
        announcements.changed("contact_tag_added", contact, origin, 0, Map.of("tag", tags.name(tag)));
        return tagging;
    }

    void remove(Contact contact, long tag, Origin origin) {
        Contact.Tagging tagging = contact.taggings.remove(tag);
        if (tagging != null) {
            taggings.remove(tagging.id());
            tags.carriers(tag).remove(contact.id);
            announcements.changed("contact_tag_removed", contact, origin, 0, Map.of("tag", tags.name(tag)));
        }
    }

    void forget(Contact contact) {
        contact.taggings.values().forEach(tagging -> {
            taggings.remove(tagging.id());
            tags.carriers(tagging.tag()).remove(contact.id);
        });
    }

    void recall(Contact contact) {
        contact.taggings.values().forEach(tagging -> {
            taggings.put(tagging.id(), tagging);
            tags.carriers(tagging.tag()).add(contact.id);
        });
    }

    private Answer post(Call call) {
        ObjectNode wanted = call.record("contactTag");
        long tag = Json.number(wanted, "tag");
        if (!tags.exists(tag)) {
            throw missingTag();
        }
        Contact contact = contacts.byId(Json.number(wanted, "contact"))
                .orElseThrow(() -> Refusal.error(
                        404,
                        Json.object()
                                .put("status", 404)
                                .put("title", "Not Found")
                                .put("detail", "Contact not found")));
        boolean repeated = contact.taggings.containsKey(tag);
        Contact.Tagging tagging = add(contact, tag, Origin.API);
        if (!repeated) {
            contacts.touch(contact);
        }
        ObjectNode body = Json.object();
        body.putArray("contacts").add(contactJson.full(contact));
        return Answer.of(repeated ? 200 : 201, body.set("contactTag", json(tagging)));
    }

    private Refusal missingTag() {
        if (setting.isOn(CONTACT_TAG_MISSING_TAG_400)) {
            ObjectNode error = Json.object()
                    .put("title", "Invalid value for query parameter contactTag.tag")
                    .put("detail", "No tag id provided");
            error.putObject("source").put("parameter", "contactTag.tag");
            return Refusal.error(400, error);
        }
        return Refusal.missing("tag");
    }

    private Answer delete(Call call) {
        Contact.Tagging tagging = taggings.get(call.id());
        if (tagging == null) {
            throw Refusal.noResult(404, "SubscriberTag", call.part(1));
        }
        contacts.byId(tagging.contact()).ifPresent(contact -> {
            remove(contact, tagging.tag(), Origin.API);
            contacts.touch(contact);
        });
        return Answer.ok(Json.object());
    }

    private Answer ofContact(Call call) {
        Contact contact = contacts.get(call.part(1));
        ObjectNode body = Json.object();
        contact.taggings.values().forEach(tagging -> body.withArray("contactTags")
                .add(json(tagging)));
        body.withArray("contactTags");
        return Answer.ok(body);
    }

    private ObjectNode json(Contact.Tagging tagging) {
        ObjectNode json = Json.object()
                .put("contact", String.valueOf(tagging.contact()))
                .put("tag", String.valueOf(tagging.tag()))
                .put("cdate", setting.date(tagging.created()))
                .put("created_timestamp", setting.wall(tagging.created()))
                .put("updated_timestamp", setting.wall(tagging.created()))
                .putNull("created_by")
                .putNull("updated_by");
        json.set("links", setting.links("contactTags", tagging.id(), "tag", "contact"));
        return json.put("id", String.valueOf(tagging.id()));
    }
}
