package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The id of a tag by its name (chapter 10): the filter is asked for, and not trusted. */
final class TagLookup {

    private TagLookup() {}

    static Answer<String> find(Calls calls, Lane lane, String name) {
        Request request = Request.get("tags", Map.of("filters[search][eq]", name));
        return calls.send(lane, "tags", request, "tags").then(reply -> {
            for (JsonNode tag : reply.json().path("tags")) {
                if (name.equalsIgnoreCase(Json.text(tag, "tag"))) {
                    return new Answer.Done<>(Json.text(tag, "id"));
                }
            }
            return new Answer.Gone<>();
        });
    }
}
