package io.consentgate.feedback;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Optional;

/** The table {@code cursor_position}. */
public final class SqlCursors implements Cursors {

    @Override
    public Optional<Cursor> find(Transaction tx, String account, String name) {
        return SqlTransaction.of(tx)
                .queryFirst(
                        "SELECT position, moved_at FROM cursor_position WHERE account = ? AND name = ?",
                        row -> new Cursor(row.text(1), row.instant(2)),
                        account,
                        name);
    }

    @Override
    public void move(Transaction tx, String account, String name, String position, Instant now) {
        SqlTransaction.of(tx).update("""
                        INSERT INTO cursor_position (account, name, position, moved_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT (account, name) DO UPDATE SET
                          position = excluded.position, moved_at = excluded.moved_at""", account, name, position, now);
    }

    @Override
    public void forget(Transaction tx, String account, String name) {
        SqlTransaction.of(tx).update("DELETE FROM cursor_position WHERE account = ? AND name = ?", account, name);
    }
}
