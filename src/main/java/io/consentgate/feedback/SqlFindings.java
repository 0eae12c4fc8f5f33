package io.consentgate.feedback;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table {@code reconcile_finding}, and {@code confirmed} in the order of contact ids. */
public final class SqlFindings implements Findings {

    @Override
    public void put(Transaction tx, String account, Collection<Finding> findings) {
        SqlTransaction.of(tx)
                .updateBatch(
                        """
                        INSERT INTO reconcile_finding (account, address, remote_id, reason) VALUES (?, ?, ?, ?)
                        ON CONFLICT (account, address) DO UPDATE SET
                          remote_id = excluded.remote_id, reason = excluded.reason""",
                        findings.stream()
                                .map(one -> new Object[] {
                                    account,
                                    one.address(),
                                    one.remoteId(),
                                    one.reason().wire()
                                })
                                .toList());
    }

    @Override
    public Map<Reason, Long> count(Transaction tx, String account) {
        Map<Reason, Long> counts = new EnumMap<>(Reason.class);
        SqlTransaction.of(tx)
                .query(
                        "SELECT reason, COUNT(*) FROM reconcile_finding WHERE account = ? GROUP BY reason",
                        row -> counts.put(reason(row.text(1)), row.number(2)),
                        account);
        return counts;
    }

    @Override
    public List<Finding> page(Transaction tx, String account, int limit) {
        return SqlTransaction.of(tx)
                .query("""
                        SELECT address, remote_id, reason FROM reconcile_finding
                        WHERE account = ? ORDER BY address LIMIT ?""", row -> new Finding(row.text(1), row.text(2), reason(row.text(3))), account, limit);
    }

    @Override
    public void remove(Transaction tx, String account, Collection<String> addresses) {
        SqlTransaction.of(tx)
                .updateIn("DELETE FROM reconcile_finding WHERE account = ? AND address IN (?*)", addresses, account);
    }

    @Override
    public void clear(Transaction tx, String account) {
        SqlTransaction.of(tx).update("DELETE FROM reconcile_finding WHERE account = ?", account);
    }

    @Override
    public List<Known> knownById(Transaction tx, String account, String after, String upTo, int limit) {
        String end = upTo == null ? "" : " AND (length(remote_id), remote_id) <= (?, ?)";
        String sql = "SELECT address, remote_id FROM confirmed WHERE account = ?"
                + " AND (length(remote_id), remote_id) > (?, ?)" + end
                + " ORDER BY length(remote_id), remote_id LIMIT ?";
        Object[] parameters = upTo == null
                ? new Object[] {account, after.length(), after, limit}
                : new Object[] {account, after.length(), after, upTo.length(), upTo, limit};
        return SqlTransaction.of(tx).query(sql, row -> new Known(row.text(1), row.text(2)), parameters);
    }

    private static Reason reason(String wire) {
        return Reason.valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
