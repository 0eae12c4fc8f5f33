package io.consentgate.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The exclusion list (17): addresses that no import may bring back. */
final class Exclusions {

    private final Shelf entries = new Shelf("Exclusion", 1);

    Exclusions(Routes routes) {
        routes.on("GET /lists/exclusions", this::list).on("GET /lists/exclusions/*", this::read);
    }

    void add(String email) {
        ObjectNode entry = Json.object()
                .put("matchPhrase", ContactBook.key(email))
                .put("matchType", "exact")
                .put("channel", "allEmail")
                .put("hidden", false);
        entry.putArray("lists");
        entries.put(entries.nextId(), entry);
    }

    boolean matches(String email) {
        return entries.first(entry -> entry.path("matchPhrase").asText().equals(ContactBook.key(email)))
                .isPresent();
    }

    private Answer list(Call call) {
        ObjectNode page = entries.page("exclusions", call, entry -> true);
        page.putObject("meta").put("total", entries.size());
        return Answer.ok(page);
    }

    private Answer read(Call call) {
        return entries.find(Json.number(call.part(2)))
                .map(Answer::ok)
                .orElseThrow(() -> Refusal.message(404, "Exclusion not found [id=" + call.part(2) + "]"));
    }
}
