package io.consentgate.delivery;

import io.consentgate.database.Transaction;
import io.consentgate.site.Site;

/** What is to go here once ActiveCampaign is settled. */
public interface Forgetting {

    /** Nobody may be sent to, and the waiting time is over: the profile goes, a refusal stays (READINGS 21, 23). */
    void profile(Transaction tx, Site site, String address);

    /**
     * Nobody may be sent to any more, though somebody was: what describes the person goes after the waiting time, what
     * proves that it was allowed stays (GDPR art. 5(2), 7(1)).
     */
    void description(Transaction tx, Site site, String address);

    /** The contact is verified to be gone: the last traces of the address go too (READINGS 22). */
    void erased(Transaction tx, Site site, String address);
}
