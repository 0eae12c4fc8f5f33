package io.consentgate.delivery;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Collection;

/** Marks whose carts and orders have to be looked at; the mark is part of the transaction that changed them. */
public interface ChangedShoppers {

    /**
     * @param who addresses, or aliases of people whose address is not known yet (the value of their identity)
     * @param due when to look: {@code now}, or when a cart's time comes
     */
    void mark(Transaction tx, String account, String site, Collection<String> who, Lane lane, Instant due, Instant now);

    /** External ids got an address: what waited for it is looked at. */
    void wake(Transaction tx, String account, String site, Collection<String> aliases, Instant now);
}
