package io.consentgate.automation;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The table {@code trigger_run}. */
public final class SqlRuns implements Runs {

    @Override
    public void add(Transaction tx, Run run, Instant now) {
        SqlTransaction.of(tx)
                .update(
                        """
                        INSERT INTO trigger_run (id, account, site, trigger_name, person_id, occasion, of_cart, total,
                          occurred_at, due_at, state, changed_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)
                        ON CONFLICT (site, trigger_name, person_id, occasion) DO NOTHING""",
                        run.id(),
                        run.account(),
                        run.site(),
                        run.trigger(),
                        run.personId(),
                        run.occasion(),
                        run.ofCart(),
                        run.total() == null ? null : run.total().toPlainString(),
                        run.at(),
                        run.due(),
                        now);
    }

    @Override
    public List<Run> due(Transaction tx, String account, Instant now, int limit) {
        return SqlTransaction.of(tx)
                .query(
                        """
                        SELECT id, account, site, trigger_name, person_id, occasion, of_cart, total, occurred_at, due_at
                        FROM trigger_run WHERE account = ? AND state = 'waiting' AND due_at <= ?
                        ORDER BY due_at LIMIT ?""",
                        row -> new Run(
                                row.number(1),
                                row.text(2),
                                row.text(3),
                                row.text(4),
                                row.number(5),
                                row.text(6),
                                row.flag(7),
                                row.text(8) == null ? null : new BigDecimal(row.text(8)),
                                row.instant(9),
                                row.instant(10)),
                        account,
                        now,
                        limit);
    }

    @Override
    public void later(Transaction tx, long id, Instant due) {
        SqlTransaction.of(tx).update("UPDATE trigger_run SET state = 'waiting', due_at = ? WHERE id = ?", due, id);
    }

    @Override
    public boolean acting(Transaction tx, long id, Instant now) {
        return SqlTransaction.of(tx)
                        .update(
                                "UPDATE trigger_run SET state = 'acting', changed_at = ?"
                                        + " WHERE id = ? AND state = 'waiting'",
                                now,
                                id)
                == 1;
    }

    @Override
    public void end(Transaction tx, long id, State state, String reason, Instant now) {
        SqlTransaction.of(tx)
                .update(
                        "UPDATE trigger_run SET state = ?, reason = ?, changed_at = ? WHERE id = ?",
                        state.name().toLowerCase(Locale.ROOT),
                        reason,
                        now,
                        id);
    }

    @Override
    public int endCarts(Transaction tx, String site, long personId, String reason, Instant now) {
        return SqlTransaction.of(tx).update("""
                        UPDATE trigger_run SET state = 'dropped', reason = ?, changed_at = ?
                        WHERE site = ? AND person_id = ? AND of_cart = 1 AND state = 'waiting'""", reason, now, site, personId);
    }

    @Override
    public int interrupted(Transaction tx, String account, Instant now) {
        return SqlTransaction.of(tx)
                .update(
                        "UPDATE trigger_run SET state = 'in_doubt', changed_at = ? WHERE account = ? AND state = 'acting'",
                        now,
                        account);
    }

    @Override
    public int reached(Transaction tx, String site, String trigger, long personId, Instant since) {
        return (int) SqlTransaction.of(tx).queryNumber("""
                        SELECT COUNT(*) FROM trigger_run WHERE person_id = ? AND state IN ('acting', 'done', 'in_doubt')
                          AND changed_at > ? AND site = ? AND trigger_name = ?""", personId, since, site, trigger);
    }

    @Override
    public int reached(Transaction tx, String site, Collection<Long> personIds, Instant since) {
        return SqlTransaction.of(tx)
                .queryIn(
                        "SELECT COUNT(*) FROM trigger_run WHERE state IN ('acting', 'done', 'in_doubt')"
                                + " AND site = ? AND changed_at > ? AND person_id IN (?*)",
                        personIds,
                        row -> (int) row.number(1),
                        site,
                        since)
                .stream()
                .mapToInt(count -> count)
                .sum();
    }

    /** Whatever waits or acts for a person is a row of theirs, so whoever holds all rows shares one with each other. */
    @Override
    public void hold(Transaction tx, String site, Collection<Long> personIds) {
        SqlTransaction sql = SqlTransaction.of(tx);
        sql.queryIn(
                "SELECT id FROM trigger_run WHERE site = ? AND person_id IN (?*) ORDER BY id"
                        + sql.dialect().forUpdate(),
                personIds,
                row -> row.number(1),
                site);
    }

    @Override
    public Map<String, Integer> count(Transaction tx, String site, String trigger) {
        Map<String, Integer> counts = new TreeMap<>();
        SqlTransaction.of(tx)
                .query(
                        """
                        SELECT state, reason, COUNT(*) FROM trigger_run WHERE site = ? AND trigger_name = ?
                        GROUP BY state, reason""",
                        row -> counts.merge(
                                row.text(1).equals("dropped") && row.text(2) != null ? row.text(2) : row.text(1),
                                (int) row.number(3),
                                Integer::sum),
                        site,
                        trigger);
        return counts;
    }

    @Override
    public void expire(Transaction tx, Instant before) {
        SqlTransaction.of(tx).update("DELETE FROM trigger_run WHERE state <> 'waiting' AND changed_at < ?", before);
    }
}
