package io.consentgate.gate;

import io.consentgate.consent.History;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that is known of one address in one site when a decision is made.
 *
 * @param email normalised address
 * @param profile the schema's contact members by name (see {@code InboundEvent.Contact.fields}), merged over time
 * @param phoneKey keyed hash of the profile's phone, null when none
 * @param phoneStatements statements made about that phone alone: only a no among them counts (a phone joins nobody)
 * @param sales orders of this person that may carry a soft opt-in
 * @param erasedAt the suppression list's entry, null when none
 * @param firstSeenAt when the person was first heard of: a contact without consent waits from here
 * @param knownRemote whether the address is known to be in ActiveCampaign
 */
public record Facts(
        String site,
        String email,
        Map<String, String> profile,
        String phoneKey,
        History history,
        List<io.consentgate.consent.RegisterEntry> phoneStatements,
        List<Sale> sales,
        Instant erasedAt,
        Instant firstSeenAt,
        boolean knownRemote) {

    /**
     * @param key keyed hash of shop and order number, as in {@code Statement.Choice.sale}
     * @param completed whether its status is processing or completed (READINGS 7)
     */
    public record Sale(String key, Instant placedAt, boolean completed) {}
}
