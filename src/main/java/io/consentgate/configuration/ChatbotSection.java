package io.consentgate.configuration;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.site.Chatbot;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads {@code chatbots}: who may hand leads in, and what it asks first. */
final class ChatbotSection {

    private static final Map<String, Chatbot.Source> SOURCES =
            Section.names(Chatbot.Source.values(), Chatbot.Source::wire);
    private static final Map<String, Purpose> PURPOSES = Section.names(Purpose.values(), Purpose::wire);
    private static final Map<String, Channel> CHANNELS = Section.names(Channel.values(), Channel::wire);
    private static final int SHORTEST_SECRET = 16;

    private ChatbotSection() {}

    static List<Chatbot> read(Section file, Set<String> shops) {
        List<Chatbot> chatbots = new ArrayList<>();
        for (Section section : file.sections("chatbots")) {
            Chatbot chatbot = new Chatbot(
                    section.oneOf("source", SOURCES),
                    shop(section, shops),
                    noticeUrl(section),
                    section.textOr("notice_version", null),
                    section.text("question"),
                    section.oneOf("purpose", PURPOSES, Purpose.SERVICE),
                    section.oneOf("channel", CHANNELS, Channel.WEB),
                    section.textOr("answer_variable", "gdprConsent"),
                    section.textOr("date_variable", "gdprConsentAt"));
            if (chatbot.purpose() != Purpose.SERVICE && chatbot.purpose().perChannel() && !section.has("channel")) {
                section.wrong("channel", "is missing", "the channel that the question names, like email", null);
            }
            chatbots.add(chatbot);
            section.refuseOthers();
        }
        return chatbots;
    }

    private static String shop(Section section, Set<String> shops) {
        String shop = section.text("shop");
        if (shop != null && !shops.contains(shop) && !shops.contains("*")) {
            section.wrong("shop", "is none of this site's", "one of shops", Suggestion.nearest(shop, shops));
        }
        return shop;
    }

    private static String noticeUrl(Section section) {
        String url = section.text("notice_url");
        if (url != null && Urls.web(url).isEmpty()) {
            section.wrong(
                    "notice_url", "is no address of a notice", "the https address that the question links to", null);
        }
        return url;
    }

    /** One address and one secret for each source: which site a lead is for must not be a guess. */
    static void check(Sites sites, Settings settings, UnaryOperator<String> shown, Problems problems) {
        Set<Chatbot.Source> seen = EnumSet.noneOf(Chatbot.Source.class);
        for (Site site : sites.all()) {
            for (Chatbot chatbot : site.chatbots()) {
                if (chatbot.source() == null) {
                    continue;
                }
                String file = shown.apply("sites/" + site.name() + ".yaml");
                if (!seen.add(chatbot.source())) {
                    problems.add(
                            file,
                            "chatbots",
                            chatbot.source().wire() + " is declared twice",
                            "each source once in all sites",
                            null);
                    continue;
                }
                Secret secret = settings.chatbots().get(chatbot.source());
                if (secret == null || secret.reveal().length() < SHORTEST_SECRET) {
                    problems.add(
                            "environment",
                            "CONSENTGATE_KEY_" + chatbot.source().name(),
                            secret == null ? "is missing" : "is too short",
                            "the secret of the " + chatbot.source().wire() + " webhook, at least " + SHORTEST_SECRET
                                    + " characters",
                            "or remove it from chatbots in " + file);
                }
            }
        }
    }
}
