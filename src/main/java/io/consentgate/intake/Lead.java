package io.consentgate.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.event.Problem;
import io.consentgate.site.Chatbot;
import io.consentgate.site.Site;
import java.time.Instant;
import java.util.List;

/**
 * What a chatbot's message comes to. Consent first: without a dated yes to a question that links to the notice there is
 * no lead, and of what was refused nothing is kept (consent.md 3.3, shop-sources.md 3).
 */
public sealed interface Lead {

    /** @param events canonical: the consent, then the contact */
    record Taken(List<ObjectNode> events) implements Lead {}

    /** @param problem names the member of the message, never its value */
    record Refused(Problem problem) implements Lead {}

    /** A message that names nobody. */
    record Nobody() implements Lead {}

    /** @param now no answer can be younger */
    static Lead of(Chatbot chatbot, Site site, JsonNode message, Instant now) {
        LeadEvents events = new LeadEvents(chatbot, site, now);
        return switch (chatbot.source()) {
            case SMARTSUPP -> SmartsuppLead.read(chatbot, message, events);
            case CHATBOT -> ChatbotLead.read(chatbot, message, events);
        };
    }
}
