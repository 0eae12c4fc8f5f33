package io.consentgate.confirmation;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table {@code confirmation_due}. */
public final class SqlConfirmationQueue implements ConfirmationQueue {

    /** A contact that follows its consent may still tell language and country. */
    private static final Duration GATHERING = Duration.ofSeconds(2);

    private final Transactions transactions;

    public SqlConfirmationQueue(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void mark(Transaction tx, String site, Map<Long, String> languages, Instant now) {
        SqlTransaction.of(tx)
                .updateBatch(
                        """
                        INSERT INTO confirmation_due (site, person_id, language, due_at, marked_at, version)
                        VALUES (?, ?, ?, ?, ?, 1)
                        ON CONFLICT (site, person_id) DO UPDATE SET
                          language = COALESCE(excluded.language, confirmation_due.language),
                          version = confirmation_due.version + 1""",
                        new TreeMap<>(languages)
                                .entrySet().stream()
                                        .map(asked -> new Object[] {
                                            site, asked.getKey(), asked.getValue(), now.plus(GATHERING), now
                                        })
                                        .toList());
    }

    @Override
    public List<Due> claim(int limit, Instant now, Duration lease) {
        // Looks without writing first: where nobody is due, no write transaction is begun.
        boolean any = transactions.read(tx -> SqlTransaction.of(tx)
                .queryFirst(
                        "SELECT 1 FROM confirmation_due WHERE due_at <= ? AND lease_until <= ? LIMIT 1",
                        row -> true,
                        now,
                        now)
                .isPresent());
        if (!any) {
            return List.of();
        }
        return transactions.write(tx -> {
            SqlTransaction sql = SqlTransaction.of(tx);
            List<Due> claimed = sql.query(
                    """
                    SELECT site, person_id, language, version FROM confirmation_due
                    WHERE due_at <= ? AND lease_until <= ? ORDER BY due_at LIMIT ?""" + sql.dialect().skipLocked(),
                    row -> new Due(row.text(1), row.number(2), row.text(3), row.number(4)),
                    now,
                    now,
                    limit);
            sql.updateBatch(
                    "UPDATE confirmation_due SET lease_until = ? WHERE site = ? AND person_id = ?",
                    claimed.stream()
                            .map(due -> new Object[] {now.plus(lease), due.site(), due.personId()})
                            .toList());
            return claimed;
        });
    }

    @Override
    public void done(Transaction tx, Due due) {
        SqlTransaction sql = SqlTransaction.of(tx);
        int gone = sql.update(
                "DELETE FROM confirmation_due WHERE site = ? AND person_id = ? AND version = ?",
                due.site(),
                due.personId(),
                due.version());
        if (gone == 0) {
            sql.update(
                    "UPDATE confirmation_due SET lease_until = 0 WHERE site = ? AND person_id = ?",
                    due.site(),
                    due.personId());
        }
    }

    @Override
    public void later(Transaction tx, Due due, Instant at) {
        SqlTransaction.of(tx)
                .update(
                        "UPDATE confirmation_due SET due_at = ?, lease_until = 0 WHERE site = ? AND person_id = ?",
                        at,
                        due.site(),
                        due.personId());
    }

    @Override
    public void release() {
        transactions.write(tx -> SqlTransaction.of(tx).update("UPDATE confirmation_due SET lease_until = 0"));
    }

    @Override
    public Waiting waiting(Instant now) {
        return transactions.read(tx -> SqlTransaction.of(tx)
                .queryFirst(
                        "SELECT COUNT(*), MIN(due_at) FROM confirmation_due WHERE due_at <= ?",
                        row -> new Waiting(row.number(1), row.instant(2)),
                        now)
                .orElseThrow());
    }
}
