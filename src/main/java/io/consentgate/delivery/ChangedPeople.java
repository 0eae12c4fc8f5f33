package io.consentgate.delivery;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Collection;

/** Marks whose remote contact has to be planned again; the mark is part of the transaction that changed the facts. */
public interface ChangedPeople {

    /**
     * Marks addresses of an account. A mark that is there keeps the better lane and the earlier due time, and gets a
     * new version, so that a plan under way is found stale.
     *
     * @param addresses normalised e-mail addresses
     * @param due when to look; {@code now}, or later for deadlines
     */
    void mark(Transaction tx, String account, Collection<String> addresses, Lane lane, Instant due, Instant now);
}
