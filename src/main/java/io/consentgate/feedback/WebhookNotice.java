package io.consentgate.feedback;

import java.time.Instant;
import java.util.Set;

/**
 * What one webhook says, of which nothing is proved: the form is unsigned (activecampaign-api.md chapter 16).
 *
 * @param type as sent: subscribe, unsubscribe, bounce, update, ...
 * @param at {@code date_time}; null when it is missing or cannot be read
 * @param source {@code initiated_from}: public, admin, api or system
 * @param listId null when the event concerns no list
 * @param contactId null when missing
 * @param email as sent; null when missing
 * @param activeLists ids of the lists on which the person is still active; empty when none is named
 * @param bounceType hard or soft; null for other events
 */
public record WebhookNotice(
        String type,
        Instant at,
        String source,
        String listId,
        String contactId,
        String email,
        Set<String> activeLists,
        String bounceType) {

    boolean byApi() {
        return "api".equals(source);
    }

    @Override
    public String toString() {
        return "WebhookNotice[" + type + "]";
    }
}
