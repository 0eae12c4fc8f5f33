package io.consentgate.rights;

import io.consentgate.database.Transaction;
import io.consentgate.event.RequestKind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Requests with a deadline: those that people handle, and erasures until they are verified. */
public interface RightsRequests {

    /** WAITING needs an operator's confirmation before anything happens (a whole shop's erasure, READINGS 22). */
    enum State {
        OPEN,
        WAITING,
        DONE
    }

    /** @param personId null for a whole shop, and once the person is gone */
    record RightsRequest(
            long id,
            String site,
            String shop,
            Long personId,
            RequestKind kind,
            Instant requestedAt,
            Instant dueAt,
            State state,
            Instant changedAt) {}

    void add(
            Transaction tx,
            String site,
            String shop,
            Long personId,
            RequestKind kind,
            Instant requestedAt,
            Instant dueAt,
            State state,
            Instant now);

    /** Those not done, the nearest deadline first. */
    List<RightsRequest> open(Transaction tx);

    void done(Transaction tx, long id, Instant now);

    /** The erasures of people who are gone now: done, and they name nobody any more. */
    void erasuresDone(Transaction tx, Collection<Long> personIds, Instant now);
}
