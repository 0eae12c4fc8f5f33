package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.activecampaign.SetupReport.Line;
import io.consentgate.activecampaign.SetupReport.Outcome;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Enrolment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Automations over HTTP. Ids are looked up by name once and remembered while the process runs. */
public final class HttpAutomations implements Automations {

    private static final String ENTRIES = "contactAutomations";
    private static final Duration UNTIL_MADE = Duration.ofMinutes(10);

    private final Calls calls;
    private final RemoteCatalog catalog;
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    public HttpAutomations(Calls calls) {
        this.calls = calls;
        this.catalog = new RemoteCatalog(calls);
    }

    @Override
    public Answer<Boolean> enrol(Lane lane, Cleared<Enrolment> enrolment, BooleanSupplier still) {
        String contact = enrolment.value().remoteId();
        return id(enrolment.value().automation())
                .then(automation -> start(lane, contact, automation, still))
                .then(entry -> seen(lane, contact, entry));
    }

    private Answer<String> id(String name) {
        String known = ids.get(name);
        if (known != null) {
            return new Answer.Done<>(known);
        }
        return catalog.automations().then(found -> {
            ids.putAll(found);
            return found.containsKey(name)
                    ? new Answer.Done<>(found.get(name))
                    : new Answer.Unavailable<>("there is no automation \"" + name + "\"", UNTIL_MADE, false);
        });
    }

    private Answer<String> start(Lane lane, String contact, String automation, BooleanSupplier still) {
        ObjectNode body = Json.wrapped(
                "contactAutomation", Json.object().put("contact", contact).put("automation", automation));
        return calls.send(lane, ENTRIES, Request.post(ENTRIES, body), "contactAutomation", still)
                .map(reply -> Json.text(reply.json().path("contactAutomation"), "id", ""));
    }

    /** The answer to the start is not taken for it: the entry is looked for among the contact's own. */
    private Answer<Boolean> seen(Lane lane, String contact, String entry) {
        Answer<Boolean> seen = calls.send(
                        lane,
                        "contacts/id/contactAutomations",
                        Request.get(HttpActiveCampaign.path("contacts", contact) + "/" + ENTRIES),
                        ENTRIES)
                .map(reply -> {
                    for (JsonNode one : reply.json().path(ENTRIES)) {
                        if (entry.equals(Json.text(one, "id"))) {
                            return true;
                        }
                    }
                    return false;
                });
        return seen.isDone() ? seen : new Answer.Done<>(false);
    }

    @Override
    public List<Line> check(Collection<String> names) {
        List<Line> lines = new ArrayList<>();
        if (names.isEmpty()) {
            return lines;
        }
        Answer<Map<String, String>> found = catalog.automations();
        for (String name : new TreeSet<>(names)) {
            if (!(found instanceof Answer.Done<Map<String, String>> there)) {
                lines.add(new Line("automation", name, Outcome.FAILED, "the automations could not be read"));
            } else if (there.value().containsKey(name)) {
                lines.add(new Line("automation", name, Outcome.FOUND, null));
            } else {
                lines.add(new Line(
                        "automation",
                        name,
                        Outcome.FAILED,
                        "make it in ActiveCampaign under this name: the API cannot"));
            }
        }
        return lines;
    }
}
