package io.consentgate.delivery;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who could not be delivered and why; no payload: a replay is decided anew (DESIGN 2). */
public interface DeadLetters {

    /** @param reason never personal data */
    record DeadLetter(
            long id, String account, String address, String reason, int attempts, Instant firstAt, Instant lastAt) {}

    void put(Transaction tx, String account, String address, String reason, int attempts, Instant now);

    /** The person was delivered, or there is nothing to deliver any more. */
    void clear(Transaction tx, String account, String address);

    List<DeadLetter> list(Transaction tx, long idAfter, int limit);

    Optional<DeadLetter> find(Transaction tx, long id);

    /** Takes it away; the caller marks the person changed to replay. */
    boolean remove(Transaction tx, long id);

    long count(Transaction tx);
}
