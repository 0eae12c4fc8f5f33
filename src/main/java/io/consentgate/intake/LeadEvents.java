package io.consentgate.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.consent.EffectiveTime;
import io.consentgate.event.Normalised;
import io.consentgate.event.Problem;
import io.consentgate.event.When;
import io.consentgate.person.EmailAddress;
import io.consentgate.site.Chatbot;
import io.consentgate.site.Site;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A lead whose members were found, as events of its consent and of its contact. */
final class LeadEvents {

    private final Chatbot chatbot;
    private final Site site;
    private final Instant now;

    LeadEvents(Chatbot chatbot, Site site, Instant now) {
        this.chatbot = chatbot;
        this.site = site;
        this.now = now;
    }

    /**
     * A member of the message.
     *
     * @param at JSON pointer
     * @param text null when it is missing or of another kind
     */
    record Member(String at, String text) {

        static Member of(JsonNode message, String at) {
            JsonNode value = message.at(at);
            return new Member(
                    at,
                    value.isValueNode() && !value.isNull() && !value.asText().isBlank() ? value.asText() : null);
        }
    }

    /**
     * What the message says.
     *
     * @param id the sender's own, the same when it sends again
     * @param answered when the question was answered
     * @param version of the notice as the message names it
     */
    record Said(
            Member id,
            Member email,
            Member answer,
            Member answered,
            Member version,
            String pageUrl,
            String ip,
            ObjectNode profile) {}

    Lead from(Said said) {
        if (said.answer().text() == null
                || Answer.of(said.answer().text()).filter(Answer.YES::equals).isEmpty()) {
            return refused(said.answer(), "no consent; expected a yes to the question, before any data");
        }
        When answered = date(said.answered());
        if (answered == null) {
            return refused(said.answered(), "no date; expected when the question was answered, with its offset");
        }
        if (EffectiveTime.ahead(answered.first(site.zone()), now)) {
            return refused(said.answered(), "a date in the future; expected when the question was answered");
        }
        String version = version(said.version(), answered);
        if (version == null) {
            return refused(said.version(), "no notice version; expected the one that the question linked to");
        }
        if (said.id().text() == null) {
            return refused(said.id(), "missing; expected the sender's own id of this lead");
        }
        if (said.email().text() == null || EmailAddress.parse(said.email().text()) instanceof Normalised.Refused) {
            return refused(said.email(), "no usable address; expected " + EmailAddress.EXPECTED);
        }
        return new Lead.Taken(List.of(
                event(said, "consent", answered, consent(said, answered, version)),
                event(
                        said,
                        "contact",
                        answered,
                        said.profile().put("email", said.email().text()))));
    }

    static Lead refused(Member member, String problem) {
        return new Lead.Refused(new Problem(member.at(), problem));
    }

    private static When date(Member member) {
        try {
            return member.text() == null ? null : When.parse(member.text());
        } catch (IllegalArgumentException noDate) {
            return null;
        }
    }

    /** As the message says, else the declaration, else the form of that day. */
    private String version(Member named, When answered) {
        if (named.text() != null) {
            return named.text();
        }
        if (chatbot.noticeVersion() != null) {
            return chatbot.noticeVersion();
        }
        Site.Form form = site.form("chat", answered.first(site.zone()));
        return form == null ? null : form.noticeVersion();
    }

    private ObjectNode consent(Said said, When answered, String version) {
        ObjectNode data = CanonicalEvents.object();
        data.putObject("person").put("email", said.email().text());
        data.put("purpose", chatbot.purpose().wire());
        data.put("channel", chatbot.channel().wire());
        data.put("status", "given");
        data.put("opt_in_level", "single_opt_in");
        data.put("recorded_at", answered.wire());
        data.put("collected_from", "chat");
        data.put("notice_url", chatbot.noticeUrl());
        data.put("notice_version", version);
        data.put("wording", chatbot.question());
        page(said.pageUrl()).ifPresent(page -> data.put("source_url", page));
        if (said.ip() != null) {
            data.put("ip_address", said.ip());
        }
        data.putObject("evidence").put(said.answer().at(), said.answer().text());
        return data;
    }

    /** Without what stands behind the path: it may say more about somebody than where the chat was. */
    private static Optional<String> page(String url) {
        try {
            URI page = new URI(url == null ? "" : url.split("[?#]", 2)[0]);
            boolean web = "https".equals(page.getScheme()) || "http".equals(page.getScheme());
            return web && page.getHost() != null ? Optional.of(page.toASCIIString()) : Optional.empty();
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    private ObjectNode event(Said said, String type, When answered, ObjectNode data) {
        ObjectNode event = CanonicalEvents.object();
        event.put("specversion", "1.0");
        event.put("id", type + ":" + said.id().text());
        event.put("source", chatbot.source().wire());
        event.put("type", type);
        event.put("platform", chatbot.source().wire());
        event.put("shop", chatbot.shop());
        event.put("time", answered.first(site.zone()).toString());
        event.set("data", data);
        return event;
    }
}
