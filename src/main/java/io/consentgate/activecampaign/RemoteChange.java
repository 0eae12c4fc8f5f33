package io.consentgate.activecampaign;

import java.time.Instant;
import java.util.Set;

/**
 * What a webhook reports. It is a hint, not a proof: nobody signs it, so the contact is read before acting.
 *
 * @param type subscribe, unsubscribe, bounce, update, ...; lower-case
 * @param occurredAt null when not readable
 * @param contactId null when not told
 * @param email lower-case; null when not told
 * @param listIds lists that are named; may be empty
 * @param initiatedFrom public, admin, api or system; null when not told
 * @param bounceType hard or soft; null when it is not about a bounce
 */
public record RemoteChange(
        String type,
        Instant occurredAt,
        String contactId,
        String email,
        Set<String> listIds,
        String initiatedFrom,
        String bounceType) {

    @Override
    public String toString() {
        return "RemoteChange[" + type + ", contactId=" + contactId + ", lists " + listIds + "]";
    }
}
