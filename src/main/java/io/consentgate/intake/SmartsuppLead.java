package io.consentgate.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.intake.LeadEvents.Member;
import io.consentgate.intake.LeadEvents.Said;
import io.consentgate.site.Chatbot;
import java.time.Instant;

/**
 * Smartsupp's message at the end of a chat: the POST hook, or {@code conversation.closed} of its webhook. No documented
 * member carries the answer to the question, so the chatbot puts it into a visitor variable (shop-sources.md 3), and its
 * date into another: variables outlive the chat, and an old yes must not count anew at the end of each. Where the visitor sits by IP address is no country of residence, and is left alone.
 */
final class SmartsuppLead {

    private static final String CLOSED = "conversation.closed";

    private SmartsuppLead() {}

    static Lead read(Chatbot chatbot, JsonNode message, LeadEvents events) {
        boolean webhook = "event_callback".equals(message.path("type").asText());
        if (webhook && !CLOSED.equals(message.path("event").asText())) {
            return new Lead.Nobody();
        }
        String visitor =
                !webhook ? "/visitor" : message.at("/data/visitor").isObject() ? "/data/visitor" : "/data/contact";
        Member email = Member.of(message, visitor + "/email");
        if (email.text() == null) {
            return new Lead.Nobody();
        }
        Member ended = webhook ? Member.of(message, "/timestamp") : millis(message, "/endAt");
        Member who = Member.of(message, webhook ? "/data/conversation/id" : visitor + "/id");
        boolean known = who.text() != null && ended.text() != null;
        JsonNode page = message.at("/paths");
        return events.from(new Said(
                new Member(who.at(), known ? who.text() + ":" + ended.text() : null),
                email,
                variable(message, visitor, chatbot.answer()),
                variable(message, visitor, chatbot.answeredAt()),
                new Member("", null),
                page.isArray() && !page.isEmpty()
                        ? page.get(page.size() - 1).path("url").textValue()
                        : null,
                message.at(visitor + "/ipAddress").textValue(),
                profile(message.at(visitor + "/name").textValue())));
    }

    /** Written as {@code {label, value}}, or as the value alone. */
    private static Member variable(JsonNode message, String visitor, String name) {
        String at = visitor + "/variables/" + name.replace("~", "~0").replace("/", "~1");
        return Member.of(message, message.at(at).isObject() ? at + "/value" : at);
    }

    private static Member millis(JsonNode message, String at) {
        JsonNode value = message.at(at);
        boolean usable = value.isIntegralNumber() && value.canConvertToLong() && value.longValue() > 0;
        return new Member(at, usable ? Instant.ofEpochMilli(value.longValue()).toString() : null);
    }

    /** Two words are first and last name; anything else would be a guess. */
    private static ObjectNode profile(String name) {
        ObjectNode profile = CanonicalEvents.object();
        String[] words = name == null ? new String[0] : name.strip().split("\\s+");
        if (words.length == 2) {
            profile.put("first_name", words[0]).put("last_name", words[1]);
        }
        return profile;
    }
}
