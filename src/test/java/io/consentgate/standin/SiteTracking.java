package io.consentgate.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The switch, the script and the allowed domains of site tracking (15.3). */
final class SiteTracking {

    private final Setting setting;
    private final String account;
    private final Shelf domains = new Shelf("UrlWhitelisting", 1);
    private boolean enabled;

    SiteTracking(Setting setting, String account, Routes routes) {
        this.setting = setting;
        this.account = account;
        routes.on("GET /siteTracking", call -> state())
                .on("PUT /siteTracking", this::toggle)
                .on("GET /siteTracking/code", call -> code())
                .on("GET /prism/urlWhitelistings", call -> list())
                .on("POST /prism/urlWhitelistings", this::post)
                .on("DELETE /prism/urlWhitelistings/*", this::delete);
    }

    private Answer state() {
        ObjectNode body = Json.object();
        body.putObject("siteTracking").put("enabled", enabled);
        return Answer.ok(body);
    }

    private Answer toggle(Call call) {
        enabled = call.record("siteTracking").path("enabled").asBoolean();
        return state();
    }

    private Answer code() {
        return Answer.text(
                200,
                "text/plain; charset=UTF-8",
                "<script type=\"text/javascript\">vgo('setAccount', '" + account
                        + "'); vgo('setTrackByDefault', true); vgo('process');</script>");
    }

    private Answer post(Call call) {
        ObjectNode wanted = call.json().path("data").path("attributes").deepCopy() instanceof ObjectNode attributes
                ? attributes
                : Json.object();
        String domain = Json.text(wanted, "whitelisted_domain");
        if (domain == null) {
            throw Refusal.missing("whitelisted_domain");
        }
        if (domains.first(entry -> domain.equals(Json.text(entry.path("attributes"), "whitelisted_domain")))
                .isPresent()) {
            ObjectNode conflict = Json.object().put("status", 409).put("title", "Conflict");
            throw Refusal.error(409, conflict.put("detail", "The domain is already whitelisted."));
        }
        ObjectNode attributes = Json.object().put("whitelisted_domain", domain);
        attributes.put("whitelisted_page", wanted.path("whitelisted_page").asText("*"));
        for (String flag : new String[] {"tracking_enabled", "conversations_enabled", "wp_enabled"}) {
            attributes.put(flag, wanted.path(flag).asBoolean());
        }
        attributes.put("created_timestamp", setting.wall(setting.now()));
        ObjectNode entry = Json.object().put("type", "urlWhitelistings");
        entry.set("attributes", attributes);
        return Answer.of(201, Json.object().set("data", domains.put(domains.nextId(), entry)));
    }

    /** Flags are 0 and 1 in the list, booleans after creation. */
    private Answer list() {
        ObjectNode body = Json.object();
        body.putArray("data");
        for (ObjectNode entry : domains.all()) {
            ObjectNode shown = entry.deepCopy();
            ObjectNode attributes = (ObjectNode) shown.get("attributes");
            for (String flag : new String[] {"tracking_enabled", "conversations_enabled", "wp_enabled"}) {
                attributes.put(flag, attributes.path(flag).asBoolean() ? 1 : 0);
            }
            body.withArray("data").add(shown);
        }
        return Answer.ok(body);
    }

    private Answer delete(Call call) {
        domains.remove(call.part(2), 404);
        return Answer.text(204, null, "");
    }
}
