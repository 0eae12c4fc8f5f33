package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * {@code /__standin/}: what a test in another process needs, without a token and reachable only on loopback. All take
 * {@code ?account=n}, 1 by default.
 */
final class ControlApi {

    static final String PREFIX = "/__standin/";

    private final StandInActiveCampaign standIn;
    private final Routes routes = new Routes();

    ControlApi(StandInActiveCampaign standIn) {
        this.standIn = standIn;
        routes.on("GET /counts", this::counts)
                .on("GET /contacts", this::contacts)
                .on("GET /mentions", this::mentions)
                .on("DELETE /history", call -> done(standIn::forgetHistory))
                .on("GET /quirks", call -> Answer.ok(quirks()))
                .on("POST /quirks", this::quirk)
                .on("POST /faults", this::fault)
                .on("DELETE /faults", call -> done(standIn.faults()::clear))
                .on("POST /imports", this::imports)
                .on("POST /actions", this::action);
    }

    Answer answer(Call call) {
        String path = call.path().substring(PREFIX.length() - 1);
        try {
            return routes.answer(new Call(
                    call.method(),
                    path,
                    call.rawQuery(),
                    call.query(),
                    call.headers(),
                    call.body(),
                    call.receivedNanos(),
                    call.receivedAt()));
        } catch (IllegalArgumentException e) {
            return Answer.of(400, Json.object().put("error", e.getMessage()));
        }
    }

    private static Answer done(Runnable action) {
        action.run();
        return Answer.ok(Json.object().put("done", true));
    }

    private StandInAccount account(Call call) {
        return standIn.account(
                call.query().value("account").map(Integer::parseInt).orElse(1));
    }

    private Answer counts(Call call) {
        StandInAccount account = account(call);
        return Answer.ok(Json.object()
                .put("requests", standIn.requestCount())
                .put("maximumRequestsInAnySecond", standIn.maximumRequestsInAnySecond())
                .put("maximumImportsInAnyMinute", standIn.maximumImportsInAnyMinute())
                .put("contacts", account.contactCount())
                .put("deletedContacts", account.deletedContacts().size())
                .put("outstandingImports", account.outstandingImports())
                .put("customers", account.customers().size())
                .put("orders", account.orders().size())
                .put("automationStarts", account.automationStarts().size())
                .put("storedEvents", account.storedEvents().size())
                .put("droppedEvents", account.droppedEvents().size())
                .put("resubscriptions", account.resubscriptions().size())
                .put("webhookDeliveries", account.webhookDeliveries().size()));
    }

    /** One contact by {@code ?email=}, or all of them. */
    private Answer contacts(Call call) {
        List<ContactState> contacts = call.query()
                .value("email")
                .map(email -> account(call).contact(email).stream().toList())
                .orElseGet(() -> account(call).contacts());
        return Answer.ok(Json.object()
                .set(
                        "contacts",
                        Json.array(contacts.stream().map(ControlApi::json).toList())));
    }

    private static ObjectNode json(ContactState contact) {
        ObjectNode json = Json.object()
                .put("id", contact.id())
                .put("email", contact.email())
                .put("firstName", contact.firstName())
                .put("lastName", contact.lastName())
                .put("phone", contact.phone())
                .put("organization", contact.organization())
                .put("bouncedHard", contact.bouncedHard())
                .put("created", contact.created().toString())
                .put("updated", contact.updated().toString());
        json.set("lists", Json.PLAIN.valueToTree(contact.lists()));
        json.set("tags", Json.PLAIN.valueToTree(contact.tags()));
        json.set("fieldValues", Json.PLAIN.valueToTree(contact.fieldValues()));
        json.set("automations", Json.PLAIN.valueToTree(contact.automations()));
        return json;
    }

    private Answer mentions(Call call) {
        String text = call.query().value("text").orElseThrow(() -> new IllegalArgumentException("text is missing"));
        return Answer.ok(
                Json.object().put("count", standIn.requestsMentioning(text).size()));
    }

    private ObjectNode quirks() {
        ObjectNode quirks = Json.object();
        for (Quirk quirk : Quirk.values()) {
            quirks.put(quirk.name(), standIn.switches().isOn(quirk));
        }
        return quirks;
    }

    /** {@code {"quirk":"COOKIES","on":false}} */
    private Answer quirk(Call call) {
        Quirk quirk = Quirk.valueOf(call.json().path("quirk").asText());
        if (call.json().path("on").asBoolean()) {
            standIn.switches().on(quirk);
        } else {
            standIn.switches().off(quirk);
        }
        return Answer.ok(quirks());
    }

    /** {@code {"fault":"ServerError","status":500,"method":"POST","path":"/contact/sync","times":2}} */
    private Answer fault(Call call) {
        ObjectNode wanted = call.json();
        Where where =
                new Where(Json.text(wanted, "method"), Json.text(wanted, "path"), Json.text(wanted, "mentioning"));
        When when = new When(
                wanted.path("after").asInt(0),
                wanted.path("times").asInt(Integer.MAX_VALUE),
                wanted.path("probability").asDouble(1),
                wanted.path("seed").asLong(0));
        Fault fault = FaultNames.fault(wanted);
        return done(() -> standIn.faults().inject(fault, where, when));
    }

    /** {@code {"fates":["FAILED","INTERRUPTED"]}} */
    private Answer imports(Call call) {
        for (JsonNode fate : call.json().path("fates")) {
            account(call).nextImports(ImportFate.valueOf(fate.asText()));
        }
        return done(() -> {});
    }

    /** {@code {"action":"personUnsubscribes","email":"…","list":"1","at":"2026-01-02T03:04:05Z"}} */
    private Answer action(Call call) {
        ObjectNode wanted = call.json();
        People people = account(call).people();
        String email = Json.text(wanted, "email");
        String list = Json.text(wanted, "list");
        Instant at = wanted.hasNonNull("at") ? Instant.parse(Json.text(wanted, "at")) : Instant.now();
        ObjectNode answer = Json.object().put("done", true);
        switch (wanted.path("action").asText()) {
            case "personUnsubscribes" -> people.personUnsubscribes(email, list, at);
            case "personSubscribes" -> people.personSubscribes(email, list, at);
            case "personChangesEmail" -> people.personChangesEmail(email, Json.text(wanted, "newEmail"));
            case "adminUnsubscribes" -> people.adminUnsubscribes(email, list);
            case "adminSubscribes" -> people.adminSubscribes(email, list);
            case "adminDeletes" -> people.adminDeletes(email);
            case "adminRestores" -> people.adminRestores(email);
            case "adminExcludes" -> people.adminExcludes(email);
            case "adminTags" -> people.adminTags(email, Json.text(wanted, "tag"));
            case "bounceHard" -> people.bounceHard(email);
            case "adminCreatesList" -> answer.put("id", people.adminCreatesList(Json.text(wanted, "name")));
            case "adminCreatesContact" -> answer.put("id", people.adminCreatesContact(email));
            case "adminCreatesAutomation" -> answer.put("id", people.adminCreatesAutomation(Json.text(wanted, "name")));
            default -> throw new IllegalArgumentException("Unknown action");
        }
        return Answer.ok(answer);
    }
}
