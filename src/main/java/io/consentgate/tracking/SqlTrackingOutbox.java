package io.consentgate.tracking;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.List;

/** The table {@code tracking_outbox}; the name and value of an event go as soon as it ended. */
public final class SqlTrackingOutbox implements TrackingOutbox {

    @Override
    public void add(
            Transaction tx,
            long id,
            String site,
            String account,
            long personId,
            String name,
            String value,
            Instant occurredAt) {
        SqlTransaction.of(tx).update("""
                        INSERT INTO tracking_outbox (id, site, account, person_id, name, value, occurred_at, state,
                          due_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?)""", id, site, account, personId, name, value, occurredAt, occurredAt);
    }

    @Override
    public List<Waiting> due(Transaction tx, String account, Instant now, int limit) {
        return SqlTransaction.of(tx)
                .query(
                        """
                        SELECT o.id, o.site, o.account, p.value, o.name, o.value, o.occurred_at
                        FROM tracking_outbox o LEFT JOIN person p ON p.id = o.person_id AND p.kind = 'email'
                        WHERE o.account = ? AND o.state = 'waiting' AND o.due_at <= ?
                        ORDER BY o.due_at LIMIT ?""",
                        row -> new Waiting(
                                row.number(1),
                                row.text(2),
                                row.text(3),
                                row.text(4),
                                row.text(5),
                                row.text(6),
                                row.instant(7)),
                        account,
                        now,
                        limit);
    }

    @Override
    public void later(Transaction tx, long id, Instant due) {
        SqlTransaction.of(tx)
                .update(
                        "UPDATE tracking_outbox SET state = 'waiting', due_at = ?, attempts = attempts + 1 WHERE id = ?",
                        due,
                        id);
    }

    @Override
    public void sending(Transaction tx, long id) {
        SqlTransaction.of(tx).update("UPDATE tracking_outbox SET state = 'sending' WHERE id = ?", id);
    }

    @Override
    public void sent(Transaction tx, long id) {
        end(tx, id, "sent");
    }

    @Override
    public void drop(Transaction tx, long id) {
        SqlTransaction.of(tx).update("DELETE FROM tracking_outbox WHERE id = ?", id);
    }

    @Override
    public void inDoubt(Transaction tx, long id) {
        end(tx, id, "in_doubt");
    }

    @Override
    public int interrupted(Transaction tx, String account) {
        return SqlTransaction.of(tx)
                .update(
                        "UPDATE tracking_outbox SET state = 'in_doubt', value = NULL"
                                + " WHERE account = ? AND state = 'sending'",
                        account);
    }

    @Override
    public void expire(Transaction tx, Instant before) {
        SqlTransaction.of(tx)
                .update("DELETE FROM tracking_outbox WHERE state IN ('sent', 'in_doubt') AND occurred_at < ?", before);
    }

    private static void end(Transaction tx, long id, String state) {
        SqlTransaction.of(tx).update("UPDATE tracking_outbox SET state = ?, value = NULL WHERE id = ?", state, id);
    }
}
