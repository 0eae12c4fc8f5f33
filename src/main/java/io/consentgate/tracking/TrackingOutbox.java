package io.consentgate.tracking;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.List;

/** Behaviour events on their way. A row is {@code waiting}, {@code sending}, {@code sent}, {@code in_doubt} or ended. */
public interface TrackingOutbox {

    /** @param address normalised e-mail address of the person; null when none is known yet */
    record Waiting(
            long id, String site, String account, String address, String name, String value, Instant occurredAt) {

        @Override
        public String toString() {
            return "Waiting[" + id + ", " + name + "]";
        }
    }

    /** An event that a trigger has sent; everything else about it is asked when its turn comes. */
    void add(
            Transaction tx,
            long id,
            String site,
            String account,
            long personId,
            String name,
            String value,
            Instant occurredAt);

    List<Waiting> due(Transaction tx, String account, Instant now, int limit);

    /** Looked at again at {@code due}; nothing was sent. */
    void later(Transaction tx, long id, Instant due);

    /** Written before the call: after a crash the event is reported in doubt, not repeated (READINGS 25). */
    void sending(Transaction tx, long id);

    void sent(Transaction tx, long id);

    /** Not to be sent any more; the row goes. */
    void drop(Transaction tx, long id);

    void inDoubt(Transaction tx, long id);

    /** Events that a killed process was sending. @return how many */
    int interrupted(Transaction tx, String account);

    /** Ended rows older than {@code before} go. */
    void expire(Transaction tx, Instant before);
}
