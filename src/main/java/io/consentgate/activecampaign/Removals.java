package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.gate.Removal;
import io.consentgate.mapping.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reading contacts, and taking away what they hold. */
final class Removals {

    private static final Duration LATER = Duration.ofSeconds(5);
    private static final String COMPLETED = "2";

    private final Calls calls;
    private final Supplier<Directory> directory;
    private final ContactJson contacts;

    Removals(Calls calls, Supplier<Directory> directory, ContactJson contacts) {
        this.calls = calls;
        this.directory = directory;
        this.contacts = contacts;
    }

    /** By the remote id, which is looked up by address when it is not known yet. */
    <T> Answer<T> withId(Lane lane, Removal person, Function<String, Answer<T>> call) {
        return person.remoteId() != null
                ? call.apply(person.remoteId())
                : find(lane, person.email()).then(found -> call.apply(found.id()));
    }

    Answer<RemoteContact> readById(Lane lane, String id) {
        return calls.send(lane, "contacts/id", Request.get(HttpActiveCampaign.path("contacts", id)), "contact")
                .then(reply -> ContactJson.deleted(reply.json().path("contact"))
                        ? new Answer.Gone<>()
                        : new Answer.Done<>(contacts.whole(reply.json(), directory.get())));
    }

    /** Never somebody else: a filter that is not understood returns the first page of everybody (chapter 5). */
    Answer<RemoteContact> find(Lane lane, String email) {
        return calls.send(lane, "contacts", Request.get("contacts", Map.of("email", email)), "contacts")
                .then(reply -> found(reply.json().path("contacts"), email));
    }

    private static Answer<RemoteContact> found(JsonNode candidates, String email) {
        for (JsonNode contact : candidates) {
            if (email.equalsIgnoreCase(Json.text(contact, "email"))) {
                return ContactJson.deleted(contact)
                        ? new Answer.Gone<>()
                        : new Answer.Done<>(ContactJson.bare(contact));
            }
        }
        return candidates.isEmpty()
                ? new Answer.Gone<>()
                : new Answer.Unavailable<>("the service ignored the filter by address", LATER, false);
    }

    Answer<Void> untag(Lane lane, String id, Set<String> tags) {
        return tagIds(lane, tags).then(tagIds -> calls.send(
                        lane,
                        "contacts/id/contactTags",
                        Request.get(HttpActiveCampaign.path("contacts", id) + "/contactTags"),
                        "contactTags")
                .then(reply -> {
                    List<String> associations = new ArrayList<>();
                    for (JsonNode association : reply.json().path("contactTags")) {
                        if (tagIds.contains(Json.text(association, "tag"))) {
                            associations.add(Json.text(association, "id"));
                        }
                    }
                    return deleteAll(lane, "contactTags", associations);
                }));
    }

    /** Tags that an import created are in the account, but perhaps not in the directory (7.1). */
    private Answer<Set<String>> tagIds(Lane lane, Set<String> names) {
        Set<String> ids = new HashSet<>();
        for (String name : names) {
            String known = directory.get().tags().get(name);
            Answer<String> id = known == null ? TagLookup.find(calls, lane, name) : new Answer.Done<>(known);
            if (id instanceof Answer.Done<String> done) {
                ids.add(done.value());
            } else if (!(id instanceof Answer.Gone<String>)) {
                return id.then(none -> new Answer.Gone<>());
            }
        }
        return new Answer.Done<>(ids);
    }

    Answer<Void> clear(Lane lane, String id, Set<Target> targets) {
        Request request = Request.put(
                HttpActiveCampaign.path("contacts", id), ContactJson.body(null, Map.of(), targets, directory.get()));
        return calls.send(lane, "contacts/id", request, "contact").map(reply -> null);
    }

    Answer<Void> endAutomations(Lane lane, String id) {
        return calls.send(
                        lane,
                        "contacts/id/contactAutomations",
                        Request.get(HttpActiveCampaign.path("contacts", id) + "/contactAutomations"),
                        "contactAutomations")
                .then(reply -> {
                    List<String> running = new ArrayList<>();
                    for (JsonNode automation : reply.json().path("contactAutomations")) {
                        if (!COMPLETED.equals(Json.text(automation, "status"))) {
                            running.add(Json.text(automation, "id"));
                        }
                    }
                    return deleteAll(lane, "contactAutomations", running);
                });
    }

    /** Not there any more is what was wanted; so is a person who cannot be found by address. */
    Answer<Void> delete(Lane lane, Removal person) {
        return goneIsDone(withId(lane, person, id -> deleteOne(lane, "contacts", id)));
    }

    private Answer<Void> deleteAll(Lane lane, String collection, List<String> ids) {
        for (String id : ids) {
            Answer<Void> answer = goneIsDone(deleteOne(lane, collection, id));
            if (!answer.isDone()) {
                return answer;
            }
        }
        return new Answer.Done<>(null);
    }

    private Answer<Void> deleteOne(Lane lane, String collection, String id) {
        return calls.send(lane, collection + "/id", Request.delete(HttpActiveCampaign.path(collection, id)), null)
                .map(reply -> null);
    }

    private static Answer<Void> goneIsDone(Answer<Void> answer) {
        return answer instanceof Answer.Gone<Void> ? new Answer.Done<>(null) : answer;
    }
}
