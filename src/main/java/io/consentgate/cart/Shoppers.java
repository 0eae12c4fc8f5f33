package io.consentgate.cart;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.ChangedQueue.Backlog;
import io.consentgate.delivery.ChangedShoppers;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Who has carts or orders, and when to look at them again. A look is a lease, so that a killed process loses nothing. */
public interface Shoppers extends ChangedShoppers {

    /**
     * @param who an address, or an alias while no address is known
     * @param version of the mark; another one means that something changed since
     */
    record Claim(String account, String who, String site, Lane lane, long version, int attempts, String owner) {

        /** Aliases begin with the length of their shop; addresses hold no colon. */
        boolean isAlias() {
            return who.indexOf(':') > 0;
        }

        /** Never who it is. */
        @Override
        public String toString() {
            return "Claim[" + account + ", " + site + ", " + lane + ", attempts " + attempts + "]";
        }
    }

    /** Something about these addresses changed: whoever of them has carts or orders is looked at. */
    void wake(Transaction tx, String account, Collection<String> addresses, Lane lane, Instant due, Instant now);

    /** Withdrawals, carts whose time came, and buyers who have a cart open. */
    List<Claim> claimUrgent(String account, int limit, String owner, Instant now, Instant leaseUntil);

    /** Orders, the live ones before the historical. */
    List<Claim> claimOthers(String account, int limit, String owner, Instant now, Instant leaseUntil);

    /** Whether nothing changed since it was claimed; whoever wants to mark it waits for the transaction's end. */
    boolean stands(Transaction tx, Claim claim);

    /**
     * Settled for now.
     *
     * @param next when time alone changes something else than a cart; null = never
     * @param cartAt when the next cart's time comes; null = none waits
     * @param openCart whether ActiveCampaign holds a cart that was not bought
     */
    void done(Transaction tx, Claim claim, Instant next, Instant cartAt, boolean openCart);

    /** Not settled: looked at again at {@code due}; {@code failed} counts an attempt, anything else ends the count. */
    void again(Transaction tx, Claim claim, Instant due, boolean failed);

    /** Nothing is left to look at. */
    void forget(Transaction tx, Claim claim);

    /** Ends the leases of every earlier run; for the one process of a SQLite installation. */
    void releaseAll(Transaction tx);

    /** Due people per lane and the oldest mark among them. */
    Map<Lane, Backlog> backlog(String account, Instant now);
}
