package io.consentgate.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shop connections (13.1). */
final class Connections {

    private static final List<String> REQUIRED = List.of("service", "externalid", "name", "logoUrl", "linkUrl");

    private final Setting setting;
    private final Shelf connections = new Shelf("Connection", 1);

    Connections(Setting setting, Routes routes) {
        this.setting = setting;
        routes.on("GET /connections", this::list)
                .on("POST /connections", this::post)
                .on("GET /connections/*", call -> Answer.ok(Json.object().set("connection", read(call.part(1)))))
                .on("PUT /connections/*", this::put)
                .on("DELETE /connections/*", call -> {
                    connections.remove(call.part(1), 404);
                    return Answer.ok(Json.object());
                });
    }

    Optional<ObjectNode> find(long id) {
        return connections.find(id);
    }

    /** The list that new contacts of the connection are put on; -1 for none. */
    long list(long id) {
        return find(id).map(connection -> Json.number(connection, "listId")).orElse(-1L);
    }

    private Answer post(Call call) {
        ObjectNode wanted = call.record("connection");
        List<ObjectNode> missing = new ArrayList<>();
        for (String member : REQUIRED) {
            if (Json.text(wanted, member) == null) {
                missing.add(Json.object().put("title", "The connection " + member + " was not provided."));
            }
        }
        if (!missing.isEmpty()) {
            throw Refusal.error(422, missing.toArray(new ObjectNode[0]));
        }
        if (connections
                .first(known -> same(known, wanted, "service") && same(known, wanted, "externalid"))
                .isPresent()) {
            throw Refusal.invalid("The integration already exists in the system.", "duplicate", "externalid");
        }
        long id = connections.nextId();
        ObjectNode connection = Json.object().put("isInternal", 0);
        REQUIRED.forEach(member -> connection.put(member, Json.text(wanted, member)));
        if (wanted.hasNonNull("listId")) {
            connection.put("listId", Json.text(wanted, "listId"));
        }
        connection
                .put("status", "1")
                .put("syncStatus", "0")
                .put("cdate", setting.date(setting.now()))
                .put("udate", setting.date(setting.now()));
        connection.putObject("links").put("customers", "/connections/" + id + "/customers");
        connections.put(id, connection);
        int status = setting.isOn(Quirk.CONNECTION_CREATE_ANSWERS_201) ? 201 : 200;
        return Answer.of(status, Json.object().set("connection", connection));
    }

    private static boolean same(ObjectNode a, ObjectNode b, String member) {
        return Json.text(a, member).equals(Json.text(b, member));
    }

    private ObjectNode read(String id) {
        ObjectNode shown = connections.get(id, 404).deepCopy();
        shown.put("isInternal", "0");
        shown.putObject("links").put("customers", "/api/3/connections/" + id + "/customers");
        return shown;
    }

    private Answer put(Call call) {
        ObjectNode connection = connections.get(call.part(1), 404);
        ObjectNode wanted = call.record("connection");
        for (String member : List.of("name", "logoUrl", "linkUrl", "status", "syncStatus", "listId")) {
            if (wanted.hasNonNull(member)) {
                connection.put(member, Json.text(wanted, member));
            }
        }
        return Answer.ok(Json.object().set("connection", connection));
    }

    private Answer list(Call call) {
        ObjectNode page = connections.page(
                "connections",
                call,
                connection -> matches(call, connection, "service") && matches(call, connection, "externalid"));
        List<ObjectNode> shown = new ArrayList<>();
        page.get("connections").forEach(connection -> shown.add(read(Json.text(connection, "id"))));
        return Answer.ok(page.set("connections", Json.array(shown)));
    }

    private static boolean matches(Call call, ObjectNode connection, String member) {
        return call.query()
                .filter(member)
                .map(wanted -> wanted.equals(Json.text(connection, member)))
                .orElse(true);
    }
}
