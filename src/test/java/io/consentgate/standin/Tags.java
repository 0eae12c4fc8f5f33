package io.consentgate.standin;

import static io.consentgate.standin.Quirk.CONTACT_TAG_MISSING_TAG_400;
import static io.consentgate.standin.Quirk.TAG_DUPLICATE_REFUSED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tags, and who carries them (10). */
final class Tags {

    private final Setting setting;
    private final ContactBook contacts;
    private final ContactJson contactJson;
    private final Announcements announcements;
    private final Shelf tags = new Shelf("Tag", 1);
    private final Map<String, Long> byName = new HashMap<>();
    private final Map<Long, SortedIds> carriers = new HashMap<>();
    private final Map<Long, Contact.Tagging> taggings = new HashMap<>();
    private long lastTagging;

    Tags(Setting setting, ContactBook contacts, ContactJson contactJson, Announcements announcements, Routes routes) {
        this.setting = setting;
        this.contacts = contacts;
        this.contactJson = contactJson;
        this.announcements = announcements;
        routes.on("GET /tags", this::list)
                .on("POST /tags", this::post)
                .on("GET /tags/*", call -> Answer.ok(Json.object().set("tag", listed(tags.get(call.part(1), 404)))))
                .on("POST /contactTags", this::postTagging)
                .on("DELETE /contactTags/*", this::deleteTagging)
                .on("GET /contacts/*/contactTags", this::ofContact);
    }

    /** The id of the tag of that name, created when there is none, as an import does it. */
    long named(String name) {
        Long known = byName.get(name.toLowerCase(Locale.ROOT));
        return known != null ? known : Json.number(create(name, "contact", ""), "id");
    }

    String name(long tag) {
        return tags.find(tag).map(json -> json.path("tag").asText()).orElse("");
    }

    SortedIds carriers(long tag) {
        return carriers.computeIfAbsent(tag, id -> new SortedIds());
    }

    List<ObjectNode> all() {
        return tags.all();
    }

    Contact.Tagging add(Contact contact, long tag, Origin origin) {
        Contact.Tagging known = contact.taggings.get(tag);
        if (known != null) {
            return known;
        }
        Contact.Tagging tagging = new Contact.Tagging(++lastTagging, contact.id, tag, setting.now());
        contact.taggings.put(tag, tagging);
        taggings.put(tagging.id(), tagging);
        carriers(tag).add(contact.id);
        announcements.changed("contact_tag_added", contact, origin, 0, Map.of("tag", name(tag)));
        return tagging;
    }

    void remove(Contact contact, long tag, Origin origin) {
        Contact.Tagging tagging = contact.taggings.remove(tag);
        if (tagging != null) {
            taggings.remove(tagging.id());
            carriers(tag).remove(contact.id);
            announcements.changed("contact_tag_removed", contact, origin, 0, Map.of("tag", name(tag)));
        }
    }

    void forget(Contact contact) {
        contact.taggings.values().forEach(tagging -> {
            taggings.remove(tagging.id());
            carriers(tagging.tag()).remove(contact.id);
        });
    }

    void recall(Contact contact) {
        contact.taggings.values().forEach(tagging -> {
            taggings.put(tagging.id(), tagging);
            carriers(tagging.tag()).add(contact.id);
        });
    }

    private ObjectNode create(String name, String type, String description) {
        long id = tags.nextId();
        ObjectNode tag = Json.object()
                .put("tag", name)
                .put("description", description)
                .put("tagType", type)
                .put("cdate", setting.date(setting.now()));
        tag.set("links", setting.links("tags", id, "contactGoalTags"));
        byName.put(name.toLowerCase(Locale.ROOT), id);
        return tags.put(id, tag);
    }

    private Answer post(Call call) {
        ObjectNode wanted = call.record("tag");
        String name = Json.text(wanted, "tag");
        if (name == null || name.isBlank()) {
            throw Refusal.invalid("The tag name was not provided.", "field_missing", "tag");
        }
        Long known = byName.get(name.toLowerCase(Locale.ROOT));
        if (known != null && setting.isOn(TAG_DUPLICATE_REFUSED)) {
            throw new Refusal(Answer.of(
                    422,
                    Json.object()
                            .put("message", "Could not process request")
                            .put("error", "Duplicate entry 'contact-" + name + "' for key 'typetag'")));
        }
        if (known != null) {
            return Answer.ok(Json.object().set("tag", tags.get(String.valueOf(known), 404)));
        }
        String type = Optional.ofNullable(Json.text(wanted, "tagType")).orElse("");
        String description =
                Optional.ofNullable(Json.text(wanted, "description")).orElse("");
        return Answer.of(201, Json.object().set("tag", create(name, type, description)));
    }

    private Answer list(Call call) {
        TextFilter search = TextFilter.containing(call.query().value("search"));
        TextFilter filter = TextFilter.of(call.query(), "search");
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode tag : tags.all()) {
            String name = tag.path("tag").asText();
            if (search.test(name) && filter.test(name)) {
                found.add(listed(tag));
            }
        }
        if (call.query().value("orders[search]").isPresent()) {
            found.sort(Comparator.comparingInt(tag -> tag.path("tag").asText().length()));
        }
        return Answer.ok(Shelf.page("tags", call, found));
    }

    private ObjectNode listed(ObjectNode tag) {
        String created = tag.path("cdate").asText().substring(0, 19).replace('T', ' ');
        return tag.deepCopy()
                .put("created_timestamp", created)
                .put("updated_timestamp", created)
                .put(
                        "subscriber_count",
                        String.valueOf(carriers(Json.number(tag, "id")).size()))
                .putNull("created_by")
                .putNull("updated_by");
    }

    private Answer postTagging(Call call) {
        ObjectNode wanted = call.record("contactTag");
        long tag = Json.number(wanted, "tag");
        if (tags.find(tag).isEmpty()) {
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

    private Answer deleteTagging(Call call) {
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
