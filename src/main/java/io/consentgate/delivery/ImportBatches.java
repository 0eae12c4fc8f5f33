package io.consentgate.delivery;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Imports on their way: written down before they are sent, closed when they were read back. */
public interface ImportBatches {

    /** @param remoteId the service's id of the batch; null until it answered */
    record Batch(long id, String account, String remoteId, int members, Instant sentAt, int looks) {}

    /** Writes a batch down before it is sent. */
    void sending(Transaction tx, Batch batch);

    void accepted(Transaction tx, long id, String remoteId, Instant lookAt);

    void lookAgain(Transaction tx, long id, Instant lookAt);

    void close(Transaction tx, long id);

    /** Somebody in it is to be ended: it is looked at as soon as it is due. */
    void hurry(Transaction tx, long id);

    /**
     * The next batch to look at, those that hurry first.
     *
     * @param others when the look at one that does not hurry was due at the latest
     */
    Optional<Batch> nextToLookAt(Transaction tx, String account, Instant now, Instant others);

    /** Batches that were sent, or may have been, before {@code sentBefore} and never answered. */
    List<Batch> unanswered(Transaction tx, String account, Instant sentBefore);

    long open(Transaction tx, String account);
}
