package io.consentgate.activecampaign;

import io.consentgate.mapping.Target;
import java.time.Instant;
import java.util.Map;

/**
 * A contact as ActiveCampaign holds it.
 *
 * @param email lower-case
 * @param createdAt null when not said
 * @param lists membership per list id; empty when only the contact itself was read
 * @param fields non-empty values of mapped targets; empty when only the contact itself was read
 * @param hardBounced {@code bounced_hard} is not 0
 */
public record RemoteContact(
        String id,
        String email,
        Instant createdAt,
        Map<String, Membership> lists,
        Map<Target, String> fields,
        boolean hardBounced) {

    /**
     * @param status 0 unconfirmed, 1 active, 2 unsubscribed, 3 bounced (activecampaign-api.md chapter 9)
     * @param unsubscribedAt {@code udate}, null when none
     */
    public record Membership(int status, Instant unsubscribedAt) {}

    @Override
    public String toString() {
        return "RemoteContact[id=" + id + "]";
    }
}
