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
 * @param oppositions what the opposition registers that were loaded say about this person's phone and address
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
        List<Opposition> oppositions,
        Instant erasedAt,
        Instant firstSeenAt,
        boolean knownRemote) {

    /**
     * @param key keyed hash of shop and order number, as in {@code Statement.Choice.sale}
     * @param completed whether its status is processing or completed (READINGS 7); an order that is not, and a cart
     *     whose owner gave the address, are negotiations
     */
    public record Sale(String key, Instant placedAt, boolean completed) {}

    /**
     * A look into an opposition register.
     *
     * @param register its name
     * @param checkedAt the date of the copy in which the person was looked for
     * @param listedSince when the person is known to have registered; null = not listed
     */
    public record Opposition(String register, Instant checkedAt, Instant listedSince) {}

    /** Nobody looked into any opposition register. */
    public Facts(
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
        this(
                site,
                email,
                profile,
                phoneKey,
                history,
                phoneStatements,
                sales,
                List.of(),
                erasedAt,
                firstSeenAt,
                knownRemote);
    }
}
