package io.consentgate.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.consent.contacthub.Consents;
import io.consentgate.consent.contacthub.Leaf;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.Normalised;
import io.consentgate.event.Problem;
import io.consentgate.person.EmailAddress;
import io.consentgate.person.PhoneNumber;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A customer of Contactlab ContactHub as events: who it is, and a consent for each leaf of which anything is said. Each
 * consent keeps the whole member as it came, so that it can go back unchanged.
 */
final class ContactHubCustomer {

    /** Where the member {@code consents} is kept, as text, in the evidence of each event. */
    static final String SNAPSHOT = "contacthub.consents";

    private static final String SHARED = "contacthub.disclaimer_proves_nothing";
    private static final String PLATFORM = "contacthub";

    private final JsonNode customer;
    private final Consents consents;
    private final CanonicalEvents events;
    private final String region;
    private final boolean provesNothing;

    ContactHubCustomer(
            JsonNode customer, Consents consents, CanonicalEvents events, String region, boolean provesNothing) {
        this.customer = customer;
        this.consents = consents;
        this.events = events;
        this.region = region;
        this.provesNothing = provesNothing;
    }

    /** Whether the reader found that the disclaimer of this consent was written by a program for many. */
    static boolean disclaimerProvesNothing(InboundEvent.Consent consent) {
        return PLATFORM.equals(consent.envelope().platform())
                && consent.raw().path("evidence").path(SHARED).asBoolean(false);
    }

    /** What cannot be taken; empty when all of it can. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (String problem : consents.problems()) {
            if (problem.startsWith("type ")) {
                problems.add(new Problem(
                        pointer(problem.substring("type ".length())),
                        "of another type; expected what ContactHub has there: true, false, null, or text in the"
                                + " disclaimer"));
            } else if (problem.startsWith("unknownProperty ")) {
                problems.add(new Problem(
                        pointer(problem.substring("unknownProperty ".length())),
                        "a member that ContactHub's consents do not have"));
            }
        }
        String email = email();
        if (email != null && EmailAddress.parse(email) instanceof Normalised.Refused refused) {
            problems.add(new Problem("/base/contacts/email", refused.found() + "; expected " + EmailAddress.EXPECTED));
        }
        if (email == null && externalId() == null) {
            problems.add(new Problem("", "nobody; expected base.contacts.email or externalId"));
        }
        return problems;
    }

    private static String pointer(String path) {
        return "/consents" + (path.equals("consents") ? "" : "/" + path.replace('.', '/'));
    }

    /** Contact first, then a consent for each leaf; one that says nothing when no leaf does, to keep the member. */
    List<ObjectNode> events() {
        List<ObjectNode> all = new ArrayList<>();
        all.add(contact());
        for (Map.Entry<Leaf, Consents.State> leaf : consents.leaves().entrySet()) {
            choices(leaf.getKey(), leaf.getValue(), all);
        }
        if (consents.leaves().isEmpty() && customer.has("consents")) {
            ObjectNode nothing = consent(Leaf.AUTOMATIC_EMAIL, "unknown");
            all.add(told(nothing));
        }
        return all;
    }

    private void choices(Leaf leaf, Consents.State state, List<ObjectNode> into) {
        boolean closes = Boolean.TRUE.equals(state.limitation()) || Boolean.TRUE.equals(state.objection());
        if (Boolean.TRUE.equals(state.status())) {
            ObjectNode given = consent(leaf, "given");
            given.put("recorded_at", date());
            flags(given, closes ? null : state);
            into.add(event("consent", given));
        } else if (Boolean.FALSE.equals(state.status())) {
            ObjectNode no = consent(leaf, "refused");
            flags(no, closes ? null : state);
            into.add(told(no));
        }
        if (closes || state.status() == null) {
            // A restriction or objection came after the consent it stands beside, nobody knows when: it counts from
            // the customer's last change, else from now.
            ObjectNode flagged = consent(leaf, "unknown");
            flags(flagged, state);
            into.add(told(flagged));
        }
    }

    private static void flags(ObjectNode consent, Consents.State state) {
        if (state != null && state.limitation() != null) {
            consent.put("restriction", state.limitation());
        }
        if (state != null && state.objection() != null) {
            consent.put("objection", state.objection());
        }
    }

    private ObjectNode consent(Leaf leaf, String status) {
        ObjectNode data = CanonicalEvents.object();
        ObjectNode person = data.putObject("person");
        if (email() != null) {
            person.put("email", email());
        } else {
            person.put("external_id", externalId());
        }
        data.put("purpose", leaf.purpose().wire());
        data.put("channel", leaf.channel().wire());
        data.put("status", status);
        if (leaf.softOptIn()) {
            data.put("legal_basis", "soft_opt_in");
        }
        data.put("collected_from", "import");
        Consents.Disclaimer disclaimer = consents.disclaimer();
        if (disclaimer != null
                && disclaimer.version() != null
                && !disclaimer.version().isBlank()) {
            data.put("notice_version", disclaimer.version());
        }
        ObjectNode evidence = data.putObject("evidence");
        evidence.put("contacthub.leaf", leaf.path());
        if (disclaimer != null && disclaimer.rawDate() != null) {
            evidence.put("contacthub.disclaimer_date", disclaimer.rawDate());
        }
        if (provesNothing) {
            evidence.put(SHARED, true);
        }
        evidence.put(SNAPSHOT, customer.path("consents").toString());
        return data;
    }

    private String date() {
        Consents.Disclaimer disclaimer = consents.disclaimer();
        return disclaimer == null || disclaimer.date() == null
                ? null
                : disclaimer.date().toString();
    }

    /** Dated by the customer's last change. */
    private ObjectNode told(ObjectNode data) {
        ObjectNode event = event("consent", data);
        String changed = timestamp(customer.path("updatedAt").textValue());
        if (changed != null) {
            event.put("time", changed);
        }
        return event;
    }

    private ObjectNode contact() {
        JsonNode base = customer.path("base");
        ObjectNode data = CanonicalEvents.object();
        put(data, "email", email());
        put(data, "external_id", externalId());
        put(data, "first_name", text(base, "firstName"));
        put(data, "last_name", text(base, "lastName"));
        put(data, "locale", matching(text(base, "locale"), "[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", '_'));
        put(data, "country_code", matching(text(base.path("address"), "country"), "[A-Z]{2}", ' '));
        put(data, "birth_date", matching(text(base, "dob"), "\\d{4}-\\d{2}-\\d{2}", ' '));
        String phone = text(base.path("contacts"), "mobilePhone");
        if (phone != null) {
            put(data, "phone", PhoneNumber.e164(phone, region).value().orElse(null));
        }
        put(data, "created_at", timestamp(text(customer, "registeredAt")));
        put(data, "updated_at", timestamp(text(customer, "updatedAt")));
        return event("contact", data);
    }

    private ObjectNode event(String type, ObjectNode data) {
        ObjectNode event = events.event(type, data);
        event.put("platform", PLATFORM);
        event.put("id", event.get("id").textValue().replaceFirst("^csv:", PLATFORM + ":"));
        return event;
    }

    private static void put(ObjectNode data, String name, String value) {
        if (value != null && value.length() <= 255) {
            data.put(name, value);
        }
    }

    /** What does not fit is left out: the member is optional, and a customer is more than his locale. */
    private static String matching(String text, String pattern, char replaced) {
        return text != null && text.matches(pattern) ? text.replace(replaced, '-') : null;
    }

    /** Offsets without a colon too, as its interfaces write them. */
    private static String timestamp(String written) {
        if (written == null) {
            return null;
        }
        try {
            Instant at = OffsetDateTime.parse(written.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2"))
                    .toInstant();
            return at.toString();
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    private String email() {
        return text(customer.path("base").path("contacts"), "email");
    }

    private String externalId() {
        return text(customer, "externalId");
    }

    private static String text(JsonNode object, String name) {
        String text = object.path(name).textValue();
        return text == null || text.isBlank() ? null : text.strip();
    }
}
