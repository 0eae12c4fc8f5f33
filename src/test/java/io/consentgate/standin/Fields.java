package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Custom fields, their options and relations (11). */
final class Fields {

    private static final Set<String> TYPES = Set.of(
            "text",
            "textarea",
            "date",
            "datetime",
            "dropdown",
            "listbox",
            "radio",
            "checkbox",
            "hidden",
            "number",
            "NULL");

    private final Setting setting;
    private final Shelf fields = new Shelf("Field", 1);
    private final Shelf options = new Shelf("FieldOption", 1);
    private final Shelf relations = new Shelf("FieldRel", 1);

    Fields(Setting setting, Routes routes) {
        this.setting = setting;
        routes.on("GET /fields", this::list)
                .on("POST /fields", this::post)
                .on("GET /fields/*", call -> Answer.ok(Json.object().set("field", fields.get(call.part(1), 404))))
                .on("DELETE /fields/*", this::delete)
                .on("POST /fieldRels", this::relate)
                .on("POST /fieldOption/bulk", this::addOptions);
    }

    boolean exists(long id) {
        return fields.find(id).isPresent();
    }

    String tag(long id) {
        return fields.find(id).map(field -> field.path("perstag").asText()).orElse("");
    }

    List<ObjectNode> all() {
        return fields.all();
    }

    boolean isRelated(ObjectNode field) {
        return !field.path("relations").isEmpty();
    }

    ObjectNode create(ObjectNode wanted) {
        long id = fields.nextId();
        String title = Json.text(wanted, "title");
        String tag = Json.text(wanted, "perstag");
        ObjectNode field = Json.object()
                .put("title", title)
                .put("descript", textOr(wanted, "descript", ""))
                .put("type", textOr(wanted, "type", "text"))
                .put("isrequired", textOr(wanted, "isrequired", "0"))
                .put("perstag", tag == null ? title.toUpperCase(Locale.ROOT).replace(' ', '_') : tag)
                .put("defval", textOr(wanted, "defval", ""))
                .put("show_in_list", "0")
                .put("rows", "0")
                .put("cols", "0")
                .put("visible", textOr(wanted, "visible", "1"))
                .put("service", "")
                .put("ordernum", String.valueOf(id))
                .put("cdate", setting.date(setting.now()))
                .put("udate", setting.date(setting.now()))
                .put("created_timestamp", setting.wall(setting.now()))
                .put("updated_timestamp", setting.wall(setting.now()))
                .put("created_by", "1")
                .put("updated_by", "1");
        field.putArray("options");
        field.putArray("relations");
        field.set("links", setting.links("fields", id, "options", "relations"));
        return fields.put(id, field);
    }

    private static String textOr(ObjectNode node, String member, String otherwise) {
        return Optional.ofNullable(Json.text(node, member)).orElse(otherwise);
    }

    private Answer post(Call call) {
        ObjectNode wanted = call.record("field");
        String title = Json.text(wanted, "title");
        if (title == null) {
            throw Refusal.invalid("The field title was not provided.", "field_missing", "title");
        }
        if (!TYPES.contains(textOr(wanted, "type", ""))) {
            throw Refusal.invalid("The field type is not valid.", "field_invalid", "type");
        }
        if (fields.first(field -> title.equalsIgnoreCase(Json.text(field, "title")))
                .isPresent()) {
            throw Refusal.error(
                    422,
                    Json.object()
                            .put("title", "There is already a field with this title")
                            .put("detail", "A field with the same title exists.")
                            .put("code", "duplicate"));
        }
        ObjectNode created = create(wanted).deepCopy();
        created.put("ordernum", created.path("ordernum").asInt());
        created.remove(List.of(
                "show_in_list",
                "rows",
                "cols",
                "service",
                "created_timestamp",
                "updated_timestamp",
                "options",
                "relations"));
        return Answer.of(201, Json.object().set("field", created));
    }

    private Answer list(Call call) {
        boolean hide = setting.isOn(Quirk.FIELDS_INVISIBLE_WITHOUT_RELATION);
        ObjectNode body = Json.object();
        body.set("fieldOptions", Json.array(options.all()));
        body.set("fieldRels", Json.array(relations.all()));
        ObjectNode page = fields.page("fields", call, field -> !hide || isRelated(field));
        ((ObjectNode) page.get("meta")).putNull("selected");
        return Answer.ok(body.setAll(page));
    }

    private Answer delete(Call call) {
        fields.remove(call.part(1), 404);
        return Answer.ok(Json.object());
    }

    private Answer relate(Call call) {
        ObjectNode wanted = call.record("fieldRel");
        ObjectNode field = fields.get(Json.text(wanted, "field"), 404);
        long id = relations.nextId();
        ObjectNode relation = Json.object()
                .put("relid", Json.text(wanted, "relid"))
                .put("field", Json.text(wanted, "field"))
                .put("cdate", setting.date(setting.now()));
        relation.putArray("links");
        field.withArray("relations").add(String.valueOf(id));
        return Answer.of(201, Json.object().set("fieldRel", relations.put(id, relation)));
    }

    private Answer addOptions(Call call) {
        JsonNode wanted = call.json().path("fieldOptions");
        boolean valid = wanted.isArray() && !wanted.isEmpty();
        for (JsonNode option : wanted) {
            valid &= exists(Json.number(option, "field")) && Json.text(option, "value") != null;
        }
        if (!valid) {
            return Answer.of(422, Json.object().put("errors", "Bulk operation failed: no option was created."));
        }
        ArrayNode created = Json.array();
        for (JsonNode option : wanted) {
            long id = options.nextId();
            String field = Json.text(option, "field");
            ObjectNode json = Json.object()
                    .put("label", Json.text(option, "label"))
                    .put("value", Json.text(option, "value"))
                    .put("field", field)
                    .put("cdate", setting.date(setting.now()))
                    .put("udate", setting.date(setting.now()));
            json.set("links", setting.links("fieldOptions", id, "field"));
            fields.get(field, 404).withArray("options").add(String.valueOf(id));
            created.add(options.put(id, json));
        }
        return Answer.of(201, Json.object().set("fieldOptions", created));
    }
}
