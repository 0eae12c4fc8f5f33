package io.consentgate.delivery;

import io.consentgate.database.SqlRow;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table {@code import_batch}. */
public final class SqlImportBatches implements ImportBatches {

    private static final String COLUMNS = "SELECT id, account, remote_id, members, sent_at, looks FROM import_batch ";

    @Override
    public void sending(Transaction tx, Batch batch) {
        SqlTransaction.of(tx).update("""
                        INSERT INTO import_batch (id, account, state, members, sent_at, look_at)
                        VALUES (?, ?, 'sending', ?, ?, ?)""", batch.id(), batch.account(), batch.members(), batch.sentAt(), batch.sentAt());
    }

    @Override
    public void accepted(Transaction tx, long id, String remoteId, Instant lookAt) {
        SqlTransaction.of(tx)
                .update(
                        "UPDATE import_batch SET state = 'open', remote_id = ?, look_at = ? WHERE id = ?",
                        remoteId,
                        lookAt,
                        id);
    }

    @Override
    public void lookAgain(Transaction tx, long id, Instant lookAt) {
        SqlTransaction.of(tx).update("UPDATE import_batch SET looks = looks + 1, look_at = ? WHERE id = ?", lookAt, id);
    }

    @Override
    public void close(Transaction tx, long id) {
        SqlTransaction.of(tx).update("DELETE FROM import_batch WHERE id = ?", id);
    }

    @Override
    public void hurry(Transaction tx, long id) {
        SqlTransaction.of(tx).update("UPDATE import_batch SET hurries = 1 WHERE id = ? AND hurries = 0", id);
    }

    @Override
    public Optional<Batch> nextToLookAt(Transaction tx, String account, Instant now, Instant others) {
        return SqlTransaction.of(tx).queryFirst(COLUMNS + """
                        WHERE account = ? AND state = 'open' AND (look_at <= ? OR hurries = 1 AND look_at <= ?)
                        ORDER BY hurries DESC, look_at LIMIT 1""", SqlImportBatches::batch, account, others, now);
    }

    @Override
    public List<Batch> unanswered(Transaction tx, String account, Instant sentBefore) {
        return SqlTransaction.of(tx)
                .query(
                        COLUMNS + "WHERE account = ? AND state = 'sending' AND sent_at <= ?",
                        SqlImportBatches::batch,
                        account,
                        sentBefore);
    }

    @Override
    public long open(Transaction tx, String account) {
        return SqlTransaction.of(tx).queryNumber("SELECT COUNT(*) FROM import_batch WHERE account = ?", account);
    }

    private static Batch batch(SqlRow row) {
        return new Batch(row.number(1), row.text(2), row.text(3), row.integer(4), row.instant(5), row.integer(6));
    }
}
