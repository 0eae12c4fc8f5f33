package io.consentgate.standin;

import static io.consentgate.standin.Quirk.TAG_DUPLICATE_REFUSED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tags and how many carry them (10). */
final class Tags {

    private final Setting setting;
    private final Shelf tags = new Shelf("Tag", 1);
    private final Map<String, Long> byName = new HashMap<>();
    private final Map<Long, SortedIds> carriers = new HashMap<>();

    Tags(Setting setting, Routes routes) {
        this.setting = setting;
        routes.on("GET /tags", this::list)
                .on("POST /tags", this::post)
                .on("GET /tags/*", call -> Answer.ok(Json.object().set("tag", listed(tags.get(call.part(1), 404)))));
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

    boolean exists(long tag) {
        return tags.find(tag).isPresent();
    }

    List<ObjectNode> all() {
        return tags.all();
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
}
