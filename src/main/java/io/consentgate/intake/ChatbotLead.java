package io.consentgate.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.intake.LeadEvents.Member;
import io.consentgate.intake.LeadEvents.Said;
import io.consentgate.site.Chatbot;
import java.util.List;

/** The message of any other chatbot; its shape is in the contract. */
final class ChatbotLead {

    private static final List<String> PROFILE = List.of("phone", "first_name", "last_name", "locale");

    private ChatbotLead() {}

    static Lead read(Chatbot chatbot, JsonNode message, LeadEvents events) {
        JsonNode given = message.at("/consent/given");
        Member answer = new Member("/consent/given", given.isBoolean() ? given.asText() : null);
        Member notice = Member.of(message, "/consent/notice_url");
        if (given.isBoolean() && given.booleanValue() && !chatbot.noticeUrl().equals(notice.text())) {
            return LeadEvents.refused(
                    notice, "no link to the notice; expected the notice_url declared for the chatbot");
        }
        ObjectNode profile = CanonicalEvents.object();
        for (String name : PROFILE) {
            if (message.hasNonNull(name)) {
                profile.set(name, message.get(name));
            }
        }
        return events.from(new Said(
                Member.of(message, "/id"),
                Member.of(message, "/email"),
                answer,
                Member.of(message, "/consent/at"),
                Member.of(message, "/consent/notice_version"),
                message.path("page_url").textValue(),
                message.path("ip_address").textValue(),
                profile));
    }
}
