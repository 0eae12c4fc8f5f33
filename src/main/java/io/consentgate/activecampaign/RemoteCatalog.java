package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What an account holds, read page by page and compared by us, because a filter may be ignored (chapter 5). */
final class RemoteCatalog {

    /** How our connections are told from those of other integrations. */
    static final String SERVICE = "consentgate";

    static final String DOMAINS = "prism/urlWhitelistings";

    private static final Lane LANE = Lane.CONTACT;
    private static final int PAGE = 100;

    /** The administrators' group of a new account, where groups cannot be read. */
    private static final String FIRST_GROUP = "3";

    private static final Set<String> WEBHOOK_EVENTS = Set.of("subscribe", "unsubscribe", "bounce", "update");
    private static final Set<String> DELETIONS = Set.of("delete", "contact_delete", "contact_deleted");

    private final Calls calls;

    RemoteCatalog(Calls calls) {
        this.calls = calls;
    }

    /** @param related whether it belongs to any list, which makes it visible */
    record Field(String id, String type, boolean related) {}

    static String key(String title) {
        return title.toLowerCase(Locale.ROOT);
    }

    /** Ids by name. */
    Answer<Map<String, String>> lists() {
        return all("lists").map(lists -> byName(lists, list -> Json.text(list, "name")));
    }

    /** Ids by name. */
    Answer<Map<String, String>> automations() {
        return all("automations").map(found -> byName(found, automation -> Json.text(automation, "name")));
    }

    /** By {@link #key} of the title. */
    Answer<Map<String, Field>> fields() {
        return all("fields").map(found -> {
            Map<String, Field> fields = new HashMap<>();
            for (JsonNode field : found) {
                JsonNode relations = field.path("relations");
                boolean related = !relations.isArray() || !relations.isEmpty();
                fields.putIfAbsent(
                        key(Json.text(field, "title", "")),
                        new Field(Json.text(field, "id"), Json.text(field, "type", ""), related));
            }
            return fields;
        });
    }

    /** Ids by address. */
    Answer<Map<String, String>> webhooks() {
        return all("webhooks").map(webhooks -> byName(webhooks, webhook -> Json.text(webhook, "url")));
    }

    /** Names by name: they have no ids. */
    Answer<Map<String, String>> eventNames() {
        return calls.send(LANE, "eventTrackingEvents", Request.get("eventTrackingEvents"), "eventTrackingEvents")
                .map(reply -> {
                    Map<String, String> names = new HashMap<>();
                    reply.json()
                            .path("eventTrackingEvents")
                            .forEach(event -> names.put(Json.text(event, "name"), Json.text(event, "name")));
                    return names;
                });
    }

    /** Ids of our own shop connections by externalid. */
    Answer<Map<String, String>> connections() {
        return all("connections")
                .map(found -> byName(
                        found.stream()
                                .filter(one -> SERVICE.equals(Json.text(one, "service")))
                                .toList(),
                        one -> Json.text(one, "externalid")));
    }

    /** Domains on which site tracking may run. */
    Answer<Map<String, String>> domains() {
        return calls.patientlyAsked(() -> calls.send(LANE, DOMAINS, Request.get(DOMAINS), "data"))
                .map(reply -> {
                    Map<String, String> names = new HashMap<>();
                    for (JsonNode one : reply.json().path("data")) {
                        String domain = Json.text(one.path("attributes"), "whitelisted_domain");
                        if (domain != null && Json.flag(one.path("attributes"), "tracking_enabled")) {
                            names.put(domain, Json.text(one, "id", domain));
                        }
                    }
                    return names;
                });
    }

    /** What we listen to; deletions only where the account knows of them. */
    Set<String> webhookEvents() {
        Set<String> events = new TreeSet<>(WEBHOOK_EVENTS);
        Answer<Reply> known = calls.send(LANE, "webhook/events", Request.get("webhook/events"), null);
        if (known instanceof Answer.Done<Reply> reply) {
            for (JsonNode names : reply.value().json()) {
                for (JsonNode name : names) {
                    if (DELETIONS.contains(name.asText())) {
                        events.add(name.asText());
                    }
                }
            }
        }
        return events;
    }

    String adminGroup() {
        Answer<Reply> answer = calls.send(LANE, "groups", Request.get("groups"), "groups");
        if (answer instanceof Answer.Done<Reply> reply) {
            for (JsonNode group : reply.value().json().path("groups")) {
                if (Json.text(group, "title", "").toLowerCase(Locale.ROOT).startsWith("admin")) {
                    return Json.text(group, "id", FIRST_GROUP);
                }
            }
        }
        return FIRST_GROUP;
    }

    private static Map<String, String> byName(List<JsonNode> records, Function<JsonNode, String> name) {
        Map<String, String> ids = new HashMap<>();
        for (JsonNode node : records) {
            if (name.apply(node) != null) {
                ids.putIfAbsent(name.apply(node), Json.text(node, "id"));
            }
        }
        return ids;
    }

    private Answer<List<JsonNode>> all(String collection) {
        List<JsonNode> found = new ArrayList<>();
        while (true) {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("limit", String.valueOf(PAGE));
            query.put("offset", String.valueOf(found.size()));
            Answer<Reply> answer = calls.patientlyAsked(
                    () -> calls.send(LANE, collection, Request.get(collection, query), collection));
            if (!(answer instanceof Answer.Done<Reply> reply)) {
                return answer.map(none -> found);
            }
            JsonNode page = reply.value().json().path(collection);
            // An ignored offset returns the first page again.
            boolean again = !found.isEmpty() && !page.isEmpty() && found.get(0).equals(page.get(0));
            if (!again) {
                page.forEach(found::add);
            }
            if (again || page.size() < PAGE) {
                return new Answer.Done<>(found);
            }
        }
    }
}
