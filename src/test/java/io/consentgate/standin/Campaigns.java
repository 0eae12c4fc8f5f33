package io.consentgate.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Campaigns, as far as they say what is counted when a mail is read (disclosure.md 3). */
final class Campaigns {

    private final List<ObjectNode> all = new ArrayList<>();

    Campaigns(Routes routes) {
        routes.on("GET /campaigns", this::list);
    }

    /** @param opens whether opening is counted; @param links all, html, text, mime or none */
    void add(String name, boolean opens, String links) {
        all.add(Json.object()
                .put("id", String.valueOf(all.size() + 1))
                .put("name", name)
                .put("trackreads", opens ? "1" : "0")
                .put("tracklinks", links));
    }

    private Answer list(Call call) {
        int offset = call.query().value("offset").map(Integer::parseInt).orElse(0);
        int limit = call.query().value("limit").map(Integer::parseInt).orElse(20);
        ObjectNode body = Json.object();
        ArrayNode page = body.putArray("campaigns");
        all.stream().skip(offset).limit(limit).forEach(campaign -> page.add(campaign.deepCopy()));
        body.putObject("meta").put("total", String.valueOf(all.size()));
        return Answer.ok(body);
    }
}
