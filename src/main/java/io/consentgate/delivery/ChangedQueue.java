package io.consentgate.delivery;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The only queue: who changed. Claims are leases, so that a killed process loses nothing. */
public interface ChangedQueue extends ChangedPeople {

    /**
     * @param version of the mark; another one means that the facts changed since
     * @param attempts how often it failed in a row
     * @param markedAt when the oldest change that it stands for was marked
     * @param owner who leased it
     */
    record Claim(
            String account, String address, Lane lane, long version, int attempts, Instant markedAt, String owner) {

        /** Never the address: it is personal data. */
        @Override
        public String toString() {
            return "Claim[" + account + ", " + lane + ", attempts " + attempts + "]";
        }
    }

    /** Leases up to {@code limit} due people, the best lane and the longest wait first. */
    List<Claim> claim(String account, Set<Lane> lanes, int limit, String owner, Instant now, Instant leaseUntil);

    /**
     * Turns a claim into one of another owner, if it still stands: a batch hands a single person over to a plan that
     * nothing may interrupt.
     *
     * @return empty when the mark moved or the lease went
     */
    Optional<Claim> handOver(Claim claim, String owner, Instant leaseUntil);

    /** Whether at least {@code many} people are due and free in these lanes. */
    boolean atLeast(String account, Set<Lane> lanes, int many, Instant now);

    /** Those of the claims whose mark moved, or whose lease went, since: what was planned for them is stale. */
    Set<String> stale(String account, Collection<Claim> claims);

    /** The same inside a transaction; whoever wants to mark one of them meanwhile waits for its end. */
    Set<String> stale(Transaction tx, String account, Collection<Claim> claims);

    /** Done: the mark goes, or waits for the next moment at which time alone changes something. */
    void done(Transaction tx, Claim claim, Instant next);

    /** The rest is less urgent: free at once, in another lane. */
    void goOn(Transaction tx, Claim claim, Lane lane);

    /** Not done: tried again at {@code due}; {@code failed} counts an attempt. */
    void again(Transaction tx, Claim claim, Instant due, boolean failed);

    /** Ends the leases of every earlier run; for the one process of a SQLite installation. */
    void releaseAll(Transaction tx);

    /**
     * People with work left, per lane: who is due, and who waits to be tried again; not who only waits for a deadline.
     * Lanes without any are absent.
     */
    Map<Lane, Backlog> backlog(String account, Instant now);

    /** @param oldest when the oldest change among them was marked */
    record Backlog(long people, Instant oldest) {

        /** Both together. */
        public Backlog and(Backlog more) {
            Instant first =
                    oldest == null || more.oldest != null && more.oldest.isBefore(oldest) ? more.oldest : oldest;
            return new Backlog(people + more.people, first);
        }
    }
}
