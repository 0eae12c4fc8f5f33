package io.consentgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.standin.ContactState;
import io.consentgate.standin.RecordedRequest;
import io.consentgate.standin.StandInAccount;
import io.consentgate.standin.StandInActiveCampaign;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the demo looks at in the stand-in account. */
final class Account {

    private final StandInActiveCampaign standIn;

    Account(StandInActiveCampaign standIn) {
        this.standIn = standIn;
    }

    private StandInAccount account() {
        return standIn.account();
    }

    String listNames() {
        return String.join(
                ", ",
                account().lists().stream()
                        .map(list -> list.path("name").asText())
                        .toList());
    }

    int lists() {
        return account().lists().size();
    }

    int fields() {
        return account().fields().size();
    }

    Optional<ContactState> contact(String email) {
        return account().contact(email);
    }

    List<ContactState> contacts() {
        return account().contacts();
    }

    /** Carts and orders. */
    List<JsonNode> orders() {
        return account().orders();
    }

    /** Buyers of the shop, without the aggregate ones that every account makes. */
    long customers() {
        return account().customers().stream()
                .filter(customer -> !customer.path("connectionid").asText().equals("0"))
                .count();
    }

    /** How often something would have started for an address. */
    long starts(String trigger, String email) {
        return account().automationStarts().stream()
                .filter(start ->
                        start.trigger().equals(trigger) && start.email().equals(email))
                .count();
    }

    /** Of a custom field, by its title; empty when there is none. */
    String value(String email, String title) {
        return account().fields().stream()
                .filter(field -> field.path("title").asText().equals(title))
                .map(field -> field.path("id").asText())
                .findFirst()
                .flatMap(id ->
                        contact(email).map(contact -> contact.fieldValues().getOrDefault(id, "")))
                .orElse("");
    }

    /** On at least one list, and wanted there. */
    boolean isSubscribed(String email) {
        return contact(email).map(contact -> contact.lists().containsValue(1)).orElse(false);
    }

    /** Requests to the API by endpoint. */
    Map<String, Long> calls(int from) {
        Map<String, Long> calls = new TreeMap<>();
        requests(from).forEach(request -> calls.merge(endpoint(request), 1L, Long::sum));
        return calls;
    }

    int count() {
        return standIn.history().size();
    }

    List<RecordedRequest> requests(int from) {
        List<RecordedRequest> all = standIn.history();
        return all.subList(Math.min(from, all.size()), all.size());
    }

    /** Requests that could change something: everything but GET. */
    long writes(int from) {
        return requests(from).stream()
                .filter(request -> !request.method().equals("GET"))
                .count();
    }

    private static String endpoint(RecordedRequest request) {
        return request.method() + " "
                + request.path().replaceFirst("^/api/3/", "").replaceAll("/\\d+", "/{id}");
    }

    /** An administrator makes one under that name. @return its id */
    String makesAutomation(String name) {
        return account().people().adminCreatesAutomation(name);
    }

    /** Its id; empty while nobody has it. */
    String tag(String name) {
        return account().tags().stream()
                .filter(tag -> tag.path("tag").asText().equals(name))
                .map(tag -> tag.path("id").asText())
                .findFirst()
                .orElse("");
    }

    /** What it would have cost without bulk and without comparing: a call per contact, field, list and tag. */
    static long oneByOne(List<ContactState> contacts) {
        return contacts.stream()
                .mapToLong(contact -> 1L
                        + contact.fieldValues().size()
                        + contact.lists().size()
                        + contact.tags().size())
                .sum();
    }
}
