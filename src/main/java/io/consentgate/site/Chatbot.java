package io.consentgate.site;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import java.util.Locale;

/**
 * A chatbot that hands leads in, and what it asks before it takes anybody's data.
 *
 * @param shop that its people belong to
 * @param noticeUrl the notice that its question links to
 * @param noticeVersion of that notice; null = as the form {@code chat} of the site says for the day
 * @param question as the visitor reads it
 * @param purpose what a yes to the question permits: {@code service} unless the question names advertising
 * @param answer visitor variable with the answer (Smartsupp)
 * @param answeredAt visitor variable with the date of the answer (Smartsupp)
 */
public record Chatbot(
        Source source,
        String shop,
        String noticeUrl,
        String noticeVersion,
        String question,
        Purpose purpose,
        Channel channel,
        String answer,
        String answeredAt) {

    /** Who sends; the wire name is the end of the webhook's path and the events' source. */
    public enum Source {
        SMARTSUPP,
        CHATBOT;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
