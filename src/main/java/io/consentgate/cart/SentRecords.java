package io.consentgate.cart;

import io.consentgate.database.Transaction;
import io.consentgate.delivery.DeadLetters.Subject;
import java.util.List;

/** What ActiveCampaign's Deep Data is known to hold, or what is in doubt. */
interface SentRecords {

    List<SentPurchase> purchases(Transaction tx, String account, String site, String address);

    List<SentCustomer> customers(Transaction tx, String account, String site, String address);

    /** Whether a record of ActiveCampaign's is known to be one of ours. */
    boolean holds(Transaction tx, String account, String remoteId);

    /** Forgets what was refused, so that it is decided and sent anew; false when nothing of the kind was refused. */
    boolean askAgain(Transaction tx, String account, String address, Subject subject);

    void save(Transaction tx, SentPurchase purchase);

    void save(Transaction tx, SentCustomer customer);

    void remove(Transaction tx, SentPurchase purchase);

    void remove(Transaction tx, SentCustomer customer);
}
