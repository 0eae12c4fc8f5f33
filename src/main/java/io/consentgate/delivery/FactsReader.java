package io.consentgate.delivery;

import io.consentgate.database.Transaction;
import io.consentgate.gate.Facts;
import io.consentgate.site.Site;
import java.util.Optional;

/** Gathers what the gate needs to know of one address in one site, over aliases and changed addresses. */
public interface FactsReader {

    /**
     * @param email normalised address
     * @param knownRemote whether the address is known to be in ActiveCampaign (the caller's knowledge)
     * @return empty when the site has never heard of the address and did not erase it
     */
    Optional<Known> read(Transaction tx, Site site, String email, boolean knownRemote);

    /**
     * @param personId the random number that stands for the address in decisions, logs and the register
     * @param replaced addresses that this one replaced in the shop, newest first: their remote contact may be moved
     */
    record Known(long personId, Facts facts, java.util.List<String> replaced) {}
}
