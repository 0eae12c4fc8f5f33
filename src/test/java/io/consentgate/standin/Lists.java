package io.consentgate.standin;

import static io.consentgate.standin.Quirk.LISTS_INVISIBLE_WITHOUT_GROUP;
import static io.consentgate.standin.Quirk.LIST_CREATE_ANSWERS_200;
import static io.consentgate.standin.Quirk.LIST_UPDATE_ANSWERS_X_AC_ERROR;
import static io.consentgate.standin.Quirk.NO_RESULT_AS_403;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists and the groups that make them visible (8). */
final class Lists {

    private static final List<String> ZEROS = List.of(
            "userid",
            "p_use_analytics_read",
            "p_use_analytics_link",
            "p_use_twitter",
            "p_use_facebook",
            "send_last_broadcast",
            "private",
            "require_name",
            "get_unsubscribe_reason",
            "optinmessageid",
            "optoutconf");
    private static final List<String> ONES = List.of("p_use_tracking", "p_embed_image", "p_use_captcha", "optinoptout");
    private static final List<String> EMPTY = List.of(
            "analytics_source",
            "analytics_ua",
            "twitter_token",
            "twitter_token_secret",
            "sender_name",
            "sender_addr1",
            "sender_addr2",
            "sender_city",
            "sender_state",
            "sender_zip",
            "sender_country",
            "sender_phone");
    private static final List<String> NULLS = List.of(
            "analytics_domains",
            "facebook_session",
            "carboncopy",
            "subscription_notify",
            "unsubscription_notify",
            "fulladdress",
            "deletestamp",
            "created_by",
            "updated_by");

    private final Setting setting;
    private final Shelf lists = new Shelf("_List", 1);
    private final Shelf groupLinks = new Shelf("ListGroup", 1);
    private final Set<Long> linked = new HashSet<>();

    Lists(Setting setting, Routes routes) {
        this.setting = setting;
        routes.on("GET /lists", this::list)
                .on("POST /lists", this::post)
                .on("GET /lists/*", call -> Answer.ok(Json.object().set("list", lists.get(call.part(1), 404))))
                .on("PUT /lists/*", this::put)
                .on("DELETE /lists/*", this::delete)
                .on("POST /listGroups", this::link)
                .on("GET /groups", this::groups);
    }

    Optional<ObjectNode> find(long id) {
        return lists.find(id);
    }

    List<ObjectNode> all() {
        return lists.all();
    }

    boolean isLinked(long id) {
        return linked.contains(id);
    }

    ObjectNode create(ObjectNode wanted) {
        long id = lists.nextId();
        ObjectNode list =
                Json.object().put("stringid", Json.text(wanted, "stringid")).put("name", Json.text(wanted, "name"));
        ONES.forEach(member -> list.put(member, "1"));
        ZEROS.forEach(member -> list.put(member, "0"));
        EMPTY.forEach(member -> list.put(member, ""));
        NULLS.forEach(list::putNull);
        list.put("to_name", "Subscriber")
                .put("sender_url", Json.text(wanted, "sender_url"))
                .put("sender_reminder", Json.text(wanted, "sender_reminder"))
                .put("channel", wanted.hasNonNull("channel") ? Json.text(wanted, "channel") : "email")
                .put("cdate", setting.date(setting.now()))
                .put("udate", setting.date(setting.now()))
                .put("created_timestamp", setting.wall(setting.now()))
                .put("updated_timestamp", setting.wall(setting.now()));
        list.set("links", setting.links("lists", id, "contactGoalLists", "user", "addressLists"));
        return lists.put(id, list).putNull("user");
    }

    private Answer post(Call call) {
        ObjectNode wanted = call.record("list");
        for (String member : List.of("name", "stringid", "sender_url", "sender_reminder")) {
            if (Json.text(wanted, member) == null) {
                throw Refusal.invalid("The list " + member + " was not provided.", "field_missing", member);
            }
        }
        ObjectNode list = create(wanted);
        ObjectNode short_ = Json.object();
        for (String member :
                List.of("name", "stringid", "sender_url", "sender_reminder", "cdate", "udate", "links", "id")) {
            short_.set(member, list.get(member));
        }
        return Answer.of(
                setting.isOn(LIST_CREATE_ANSWERS_200) ? 200 : 201, Json.object().set("list", short_));
    }

    private Answer list(Call call) {
        TextFilter name = TextFilter.of(call.query(), "name");
        boolean hide = setting.isOn(LISTS_INVISIBLE_WITHOUT_GROUP);
        return Answer.ok(lists.page(
                "lists",
                call,
                list -> name.test(list.path("name").asText()) && (!hide || linked.contains(Json.number(list, "id")))));
    }

    private Answer put(Call call) {
        if (setting.isOn(LIST_UPDATE_ANSWERS_X_AC_ERROR)) {
            return Answer.text(200, "application/json", "").with("X-Ac-Error", "Code 9001");
        }
        ObjectNode list = lists.get(call.part(1), 404);
        list.put("name", Json.text(call.record("list"), "name"));
        return Answer.ok(Json.object().set("list", list));
    }

    private Answer delete(Call call) {
        lists.remove(call.part(1), setting.isOn(NO_RESULT_AS_403) ? 403 : 404);
        return Answer.ok(Json.object());
    }

    private Answer link(Call call) {
        ObjectNode wanted = call.record("listGroup");
        lists.get(Json.text(wanted, "listid"), 404);
        linked.add(Json.number(wanted, "listid"));
        long id = groupLinks.nextId();
        ObjectNode link =
                Json.object().put("listid", Json.text(wanted, "listid")).put("groupid", Json.text(wanted, "groupid"));
        link.set("links", setting.links("listGroups", id, "list", "group"));
        return Answer.of(201, Json.object().set("listGroup", groupLinks.put(id, link)));
    }

    private Answer groups(Call call) {
        ObjectNode group = Json.object().put("title", "Admin").put("descript", "Administrators");
        group.set("links", setting.links("groups", 3, "userGroups", "groupLimit"));
        return Answer.ok(Shelf.page("groups", call, List.of(group.put("id", "3"))));
    }
}
