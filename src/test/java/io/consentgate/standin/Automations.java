package io.consentgate.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Automations, and who runs through them (12). */
final class Automations {

    private final Setting setting;
    private final ContactBook contacts;
    private final Shelf automations = new Shelf("Automation", 1);
    private final Shelf entries = new Shelf("SubscriberSeries", 1);
    private final Map<Long, Set<Long>> byContact = new HashMap<>();

    Automations(Setting setting, ContactBook contacts, Routes routes) {
        this.setting = setting;
        this.contacts = contacts;
        routes.on("GET /automations", call -> Answer.ok(automations.page("automations", call, any -> true)))
                .on("POST /contactAutomations", this::post)
                .on("DELETE /contactAutomations/*", this::delete)
                .on("GET /contacts/*/contactAutomations", this::ofContact);
    }

    long create(String name) {
        long id = automations.nextId();
        ObjectNode automation = Json.object()
                .put("name", name)
                .put("cdate", setting.date(setting.now()))
                .put("mdate", setting.date(setting.now()))
                .put("userid", "1")
                .put("status", "1")
                .put("entered", "0")
                .put("exited", "0")
                .put("hidden", "0");
        automation.set("links", setting.links("automations", id, "campaigns", "contactGoals", "contactAutomations"));
        automations.put(id, automation);
        return id;
    }

    /** Status 1: still running. */
    ObjectNode enter(Contact contact, long automation) {
        long id = entries.nextId();
        ObjectNode entry = Json.object()
                .put("contact", String.valueOf(contact.id))
                .put("seriesid", String.valueOf(automation))
                .put("startid", "0")
                .put("status", "1")
                .putNull("batchid")
                .put("adddate", setting.date(setting.now()))
                .putNull("remdate")
                .putNull("timespan")
                .put("lastblock", "0")
                .put("lastdate", setting.date(setting.now()))
                .put("completedElements", "0")
                .put("totalElements", "1")
                .put("completed", 0)
                .put("completeValue", 0)
                .put("automation", String.valueOf(automation));
        entry.set("links", setting.links("contactAutomations", id, "automation", "contact", "contactGoals"));
        byContact.computeIfAbsent(contact.id, any -> new TreeSet<>()).add(id);
        return entries.put(id, entry);
    }

    List<ObjectNode> of(Contact contact) {
        return byContact.getOrDefault(contact.id, Set.of()).stream()
                .flatMap(id -> entries.find(id).stream())
                .toList();
    }

    private Answer post(Call call) {
        ObjectNode wanted = call.record("contactAutomation");
        Contact contact = contacts.byId(Json.number(wanted, "contact")).orElse(null);
        long automation = Json.number(wanted, "automation");
        if (contact == null || automations.find(automation).isEmpty()) {
            throw Refusal.message(403, "Could not create SubscriberSeries");
        }
        return Answer.of(201, Json.object().set("contactAutomation", enter(contact, automation)));
    }

    private Answer delete(Call call) {
        entries.remove(call.part(1), setting.isOn(Quirk.NO_RESULT_AS_403) ? 403 : 404);
        return Answer.ok(Json.object());
    }

    private Answer ofContact(Call call) {
        Contact contact = contacts.get(call.part(1));
        return Answer.ok(Json.object().set("contactAutomations", Json.array(of(contact))));
    }
}
