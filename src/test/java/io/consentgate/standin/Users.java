package io.consentgate.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code GET /users/me}: the user the key belongs to. */
final class Users {

    Users(Setting setting, Routes routes) {
        routes.on("GET /users/me", call -> {
            ObjectNode user = Json.object()
                    .put("username", "admin")
                    .put("firstName", "Ada")
                    .put("lastName", "Admin")
                    .put("email", "admin@shop.example")
                    .put("phone", "")
                    .putNull("signature")
                    .put("lang", "english")
                    .put("localZoneid", Setting.CENTRAL.getId())
                    .put("cdate", setting.date(setting.now()))
                    .put("udate", setting.date(setting.now()));
            user.set("links", setting.links("users", 1, "lists", "userGroup", "dealGroupTotals", "configs"));
            return Answer.ok(Json.object().set("user", user.put("id", "1")));
        });
    }
}
