package io.consentgate.delivery;

import io.consentgate.database.Transaction;
import java.time.Instant;

/** Hears what people did in ActiveCampaign when the delivery comes across it; the register takes it from here. */
public interface RemoteNo {

    /**
     * Somebody left a list by a hand other than ours: withdraws the purposes mapped to it (all e-mail purposes when it
     * was the last list on which the person was active), and marks the person changed (READINGS 19, 37).
     *
     * @param at {@code udate}
     * @return whether it was news: the same no at the same time is told once
     */
    boolean unsubscribed(Transaction tx, String account, String address, String list, boolean last, Instant at);

    /** The address does not take mail (READINGS 19). @return whether it was news */
    boolean bounced(Transaction tx, String account, String address, Instant at);
}
