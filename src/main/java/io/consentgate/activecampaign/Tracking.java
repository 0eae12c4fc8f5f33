package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.gate.TrackedEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Behaviour events (chapter 15): the name is registered in the account, the event goes to the public host. */
final class Tracking {

    private static final String NAMES = "eventTrackingEvents";

    private final Calls calls;
    private final EventHost host;
    private final Set<String> registered = ConcurrentHashMap.newKeySet();

    Tracking(Calls calls, EventHost host) {
        this.calls = calls;
        this.host = host;
    }

    Answer<Void> send(Lane lane, TrackedEvent event, BooleanSupplier still) {
        return host == null
                ? new Answer.Refused<>("no event key is configured for this account")
                : register(lane, event.name()).then(known -> post(lane, event, still));
    }

    /** A name that is not registered is dropped, with a success answer (15.1). */
    Answer<Void> register(Lane lane, String name) {
        if (registered.contains(name)) {
            return new Answer.Done<>(null);
        }
        return look(lane).then(seen -> registered.contains(name) ? new Answer.Done<>(null) : create(lane, name));
    }

    private Answer<Void> look(Lane lane) {
        return calls.send(lane, NAMES, Request.get(NAMES), NAMES).map(reply -> {
            for (JsonNode event : reply.json().path(NAMES)) {
                registered.add(Json.text(event, "name", ""));
            }
            return null;
        });
    }

    private Answer<Void> create(Lane lane, String name) {
        Request request = Request.post(
                NAMES, Json.wrapped("eventTrackingEvent", Json.object().put("name", name)));
        return calls.send(lane, NAMES, request, "eventTrackingEvent").map(reply -> {
            registered.add(name);
            return null;
        });
    }

    private Answer<Void> post(Lane lane, TrackedEvent event, BooleanSupplier still) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("actid", host.account());
        form.put("key", host.key());
        form.put("event", event.name());
        if (event.value() != null) {
            form.put("eventdata", event.value());
        }
        form.put("visit", Json.object().put("email", event.email()).toString());
        return calls.send(lane, "event", Request.event(form), null, still).then(Tracking::stored);
    }

    /** JSON with {@code success}, or a plain 1 or 0 (15.2). */
    private static Answer<Void> stored(Reply reply) {
        JsonNode answer = reply.json();
        String success =
                answer.isValueNode() ? answer.asText() : answer.path("success").asText();
        return success.equals("1") || success.equals("true")
                ? new Answer.Done<>(null)
                : new Answer.Refused<>(Why.of(reply.status(), answer));
    }
}
