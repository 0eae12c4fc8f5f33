package io.consentgate.feedback;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Optional;

/** How far a poll or a reconciliation came, so that a restart goes on from there. */
public interface Cursors {

    record Cursor(String position, Instant movedAt) {}

    Optional<Cursor> find(Transaction tx, String account, String name);

    void move(Transaction tx, String account, String name, String position, Instant now);

    void forget(Transaction tx, String account, String name);
}
