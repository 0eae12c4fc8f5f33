package io.consentgate.standin;

import static io.consentgate.standin.Quirk.TRACKING_LOG_VALUE_CUT;
import static io.consentgate.standin.Quirk.UNREGISTERED_EVENTS_DROPPED;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Event names, the tracking switch and what was tracked (15.1). */
final class Events {

    static final int MAXIMUM_NAME = 32;
    private static final int LOGGED = 250;

    private final Setting setting;
    private final ContactBook contacts;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<StoredEvent> stored = new ArrayList<>();
    private final List<StoredEvent> dropped = new ArrayList<>();
    private boolean enabled = true;
    private long last;

    Events(Setting setting, ContactBook contacts, Routes routes) {
        this.setting = setting;
        this.contacts = contacts;
        routes.on("GET /eventTrackingEvents", call -> Answer.ok(names()))
                .on("POST /eventTrackingEvents", this::post)
                .on("DELETE /eventTrackingEvents/*", this::delete)
                .on("GET /eventTracking", call -> state())
                .on("PUT /eventTracking", this::toggle)
                .on("GET /contacts/*/trackingLogs", this::logs);
    }

    void register(String name) {
        names.add(name);
    }

    boolean isEnabled() {
        return enabled;
    }

    List<StoredEvent> stored() {
        return stored;
    }

    List<StoredEvent> dropped() {
        return dropped;
    }

    /** Success is answered in any case; whether something is stored, nobody learns (15.2). */
    void take(String name, String data, String email) {
        Contact contact = email == null ? null : contacts.byEmail(email).orElse(null);
        StoredEvent event = new StoredEvent(email, name, data, setting.now());
        boolean known = names.contains(name) || !setting.isOn(UNREGISTERED_EVENTS_DROPPED);
        if (enabled && known && contact != null && name.length() <= MAXIMUM_NAME) {
            names.add(name);
            contact.events.add(new Contact.Event(++last, name, data, event.at()));
            stored.add(event);
        } else {
            dropped.add(event);
        }
    }

    private ObjectNode names() {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("eventTrackingEvents");
        names.forEach(name -> list.addObject().put("name", name));
        body.putObject("meta").put("total", names.size());
        return body;
    }

    private Answer post(Call call) {
        String name = Json.text(call.record("eventTrackingEvent"), "name");
        if (name == null || name.isBlank()) {
            throw Refusal.missing("name");
        }
        names.add(name);
        ObjectNode event = Json.object().put("name", name);
        event.set("links", setting.links("eventTrackingEvents", name));
        return Answer.of(201, Json.object().set("eventTrackingEvent", event));
    }

    private Answer delete(Call call) {
        String name = URLDecoder.decode(call.part(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        if (!names.remove(name)) {
            throw Refusal.noResult(404, "EventTrackingEvent", name);
        }
        return Answer.ok(Json.object());
    }

    private Answer state() {
        ObjectNode body = Json.object();
        body.putObject("eventTracking").put("enabled", enabled);
        return Answer.ok(body);
    }

    private Answer toggle(Call call) {
        enabled = call.record("eventTracking").path("enabled").asBoolean();
        return state();
    }

    private Answer logs(Call call) {
        Contact contact = contacts.get(call.part(1));
        ObjectNode body = Json.object();
        ArrayNode logs = body.putArray("trackingLogs");
        for (Contact.Event event : contact.events) {
            String data = event.data();
            boolean cut = setting.isOn(TRACKING_LOG_VALUE_CUT) && data.length() > LOGGED;
            ObjectNode log = logs.addObject()
                    .put("subscriberid", String.valueOf(contact.id))
                    .put("tstamp", setting.date(event.at()))
                    .put("type", event.name())
                    .put("value", cut ? data.substring(0, LOGGED) : data);
            log.set("links", setting.links("trackingLogs", event.id(), "contact"));
            log.put("id", String.valueOf(event.id()));
        }
        return Answer.ok(body);
    }
}
