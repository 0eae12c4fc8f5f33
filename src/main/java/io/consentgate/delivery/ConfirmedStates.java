package io.consentgate.delivery;

import io.consentgate.database.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of ActiveCampaign, one row per account and address. */
public interface ConfirmedStates {

    Optional<Confirmed> find(Transaction tx, String account, String address);

    Map<String, Confirmed> find(Transaction tx, String account, Collection<String> addresses);

    Optional<Confirmed> findByRemoteId(Transaction tx, String account, String remoteId);

    /**
     * Writes what was read in the same transaction, and changed. When somebody else wrote one of the rows in between,
     * the transaction is done again.
     */
    void save(Transaction tx, Collection<Confirmed> states);

    /**
     * Writes what was read some time ago.
     *
     * @return false when somebody else wrote one of the rows since; the others may be written nevertheless
     */
    boolean saveIfUnchanged(Transaction tx, Collection<Confirmed> states);

    /** The contact is gone, and so is what was known of it. */
    void forget(Transaction tx, String account, String address);

    /** Everybody in an import. */
    List<Confirmed> inBatch(Transaction tx, long batchId);

    /** A page of known people, by address; for reconciliation. */
    List<Confirmed> page(Transaction tx, String account, String addressAfter, int limit);
}
