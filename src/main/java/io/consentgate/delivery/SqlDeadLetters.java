package io.consentgate.delivery;

import io.consentgate.database.SqlRow;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The table {@code dead_letter}: one row per account, address and what of it. */
public final class SqlDeadLetters implements DeadLetters {

    private static final String COLUMNS =
            "SELECT id, account, address, kind, site, shop, shop_id, reason, attempts, first_at, last_at"
                    + " FROM dead_letter ";

    @Override
    public void put(
            Transaction tx, String account, String address, Subject subject, String reason, int attempts, Instant now) {
        SqlTransaction.of(tx)
                .update(
                        """
                        INSERT INTO dead_letter (id, account, address, kind, site, shop, shop_id, reason, attempts,
                          first_at, last_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (account, address, kind, site, shop, shop_id) DO UPDATE SET
                          reason = excluded.reason, attempts = dead_letter.attempts + excluded.attempts,
                          last_at = excluded.last_at""",
                        ThreadLocalRandom.current().nextLong(1, 1L << 53),
                        account,
                        address,
                        subject.kind().name(),
                        subject.site(),
                        subject.shop(),
                        subject.id(),
                        reason,
                        attempts,
                        now,
                        now);
    }

    @Override
    public void clear(Transaction tx, String account, String address, Subject subject) {
        SqlTransaction.of(tx)
                .update(
                        "DELETE FROM dead_letter WHERE account = ? AND address = ? AND kind = ? AND site = ?"
                                + " AND shop = ? AND shop_id = ?",
                        account,
                        address,
                        subject.kind().name(),
                        subject.site(),
                        subject.shop(),
                        subject.id());
    }

    @Override
    public List<DeadLetter> list(Transaction tx, long idAfter, int limit) {
        return SqlTransaction.of(tx)
                .query(COLUMNS + "WHERE id > ? ORDER BY id LIMIT ?", SqlDeadLetters::letter, idAfter, limit);
    }

    @Override
    public Optional<DeadLetter> find(Transaction tx, long id) {
        return SqlTransaction.of(tx).queryFirst(COLUMNS + "WHERE id = ?", SqlDeadLetters::letter, id);
    }

    @Override
    public boolean remove(Transaction tx, long id) {
        return SqlTransaction.of(tx).update("DELETE FROM dead_letter WHERE id = ?", id) > 0;
    }

    @Override
    public long count(Transaction tx) {
        return SqlTransaction.of(tx).queryNumber("SELECT COUNT(*) FROM dead_letter");
    }

    private static DeadLetter letter(SqlRow row) {
        return new DeadLetter(
                row.number(1),
                row.text(2),
                row.text(3),
                new Subject(Kind.valueOf(row.text(4)), row.text(5), row.text(6), row.text(7)),
                row.text(8),
                row.integer(9),
                row.instant(10),
                row.instant(11));
    }
}
