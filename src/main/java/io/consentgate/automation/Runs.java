package io.consentgate.automation;

import io.consentgate.database.Transaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Triggers that were set off, once per person and occasion. */
interface Runs {

    /** @param total of the cart or order, null when not known */
    record Run(
            long id,
            String account,
            String site,
            String trigger,
            long personId,
            String occasion,
            boolean ofCart,
            BigDecimal total,
            Instant at,
            Instant due) {

        @Override
        public String toString() {
            return "Run[" + id + ", " + site + "/" + trigger + "]";
        }
    }

    /** The same person, trigger and occasion again changes nothing. */
    void add(Transaction tx, Run run, Instant now);

    List<Run> due(Transaction tx, String account, Instant now, int limit);

    void later(Transaction tx, long id, Instant due);

    /**
     * Written before the call: after a crash it is in doubt, not repeated.
     *
     * @return false when another node was faster, or it ended meanwhile
     */
    boolean acting(Transaction tx, long id, Instant now);

    /** @param reason a code; null when there is nothing to explain */
    void end(Transaction tx, long id, State state, String reason, Instant now);

    enum State {
        DONE,
        DROPPED,
        IN_DOUBT
    }

    /** What was bought ends what waits because of a cart. @return how many ended */
    int endCarts(Transaction tx, String site, long personId, String reason, Instant now);

    /** Runs of a killed process. @return how many are in doubt now */
    int interrupted(Transaction tx, String account, Instant now);

    /** How often a trigger reached somebody since then; what is in doubt counts. */
    int reached(Transaction tx, String site, String trigger, long personId, Instant since);

    /** How often any trigger of a site reached a person, under whichever of their ids; what is in doubt counts. */
    int reached(Transaction tx, String site, Collection<Long> personIds, Instant since);

    /**
     * Until the transaction ends nobody else acts on these people in this site: two nodes that carry out two triggers for
     * one person count one after the other.
     */
    void hold(Transaction tx, String site, Collection<Long> personIds);

    /** How many, by state, or by reason where dropped. */
    Map<String, Integer> count(Transaction tx, String site, String trigger);

    void expire(Transaction tx, Instant before);
}
