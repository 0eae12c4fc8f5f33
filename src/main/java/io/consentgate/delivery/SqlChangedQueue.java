package io.consentgate.delivery;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.SqlRow;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The table {@code changed}. A lease of an owner that imports in bulk ({@link #MASS}) ends with a new mark, so that a
 * withdrawal need not wait for the batch; other leases do not, so that one contact is never worked on twice at a time.
 */
public final class SqlChangedQueue implements ChangedQueue {

    /** How the names of owners end that hold many leases for long. */
    public static final String MASS = ":mass";

    /** The lane of those who wait for a moment only. */
    private static final Lane DEADLINES = Lane.CONTACT;

    /** A mark that is due, or waits to be tried again, keeps its better lane and its first time; a deadline does not. */
    private static final String MARK = """
            INSERT INTO changed (account, address, lane, due_at, marked_at, version) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (account, address) DO UPDATE SET
              lane = CASE WHEN (changed.due_at <= excluded.marked_at OR changed.retrying = 1)
                               AND changed.lane < excluded.lane
                          THEN changed.lane ELSE excluded.lane END,
              marked_at = CASE WHEN changed.due_at <= excluded.marked_at OR changed.retrying = 1
                               THEN changed.marked_at ELSE excluded.marked_at END,
              due_at = CASE WHEN changed.due_at < excluded.due_at THEN changed.due_at ELSE excluded.due_at END,
              version = CASE WHEN changed.version < excluded.version THEN excluded.version
                             ELSE changed.version + 1 END,
              attempts = 0,
              lease_until = CASE WHEN changed.lease_owner LIKE '%:mass' THEN 0 ELSE changed.lease_until END
            """;

    private static final String COUNT =
            "SELECT COUNT(*), MIN(marked_at) FROM changed WHERE account = ? AND lane = ? AND ";

    private final Transactions transactions;

    public SqlChangedQueue(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void mark(
            Transaction tx, String account, Collection<String> addresses, Lane lane, Instant due, Instant now) {
        List<Object[]> rows = new ArrayList<>(addresses.size());
        for (String address : new TreeSet<>(addresses)) {
            rows.add(new Object[] {
                account, address, lane.ordinal(), due, now, now.toEpochMilli(),
            });
        }
        SqlTransaction.of(tx).updateBatch(MARK, rows);
    }

    @Override
    public List<Claim> claim(
            String account, Set<Lane> lanes, int limit, String owner, Instant now, Instant leaseUntil) {
        // Looks without writing first: an idle account costs no write transaction.
        if (!atLeast(account, lanes, 1, now)) {
            return List.of();
        }
        return transactions.write(tx -> {
            SqlTransaction sql = SqlTransaction.of(tx);
            List<Claim> claims = new ArrayList<>();
            for (Lane lane : lanes.stream().sorted().toList()) {
                claims.addAll(sql.query(
                        """
                        SELECT address, version, attempts, marked_at FROM changed
                        WHERE account = ? AND lane = ? AND due_at <= ? AND lease_until <= ?
                        ORDER BY due_at LIMIT ?""" + sql.dialect().skipLocked(),
                        row -> new Claim(
                                account, row.text(1), lane, row.number(2), row.integer(3), row.instant(4), owner),
                        account,
                        lane.ordinal(),
                        now,
                        now,
                        limit - claims.size()));
                if (claims.size() >= limit) {
                    break;
                }
            }
            sql.updateBatch(
                    "UPDATE changed SET lease_owner = ?, lease_until = ? WHERE account = ? AND address = ?",
                    claims.stream()
                            .map(claim -> new Object[] {owner, leaseUntil, account, claim.address()})
                            .toList());
            return claims;
        });
    }

    @Override
    public Optional<Claim> handOver(Claim claim, String owner, Instant leaseUntil) {
        int changed = transactions.write(tx -> SqlTransaction.of(tx)
                .update("""
                        UPDATE changed SET lease_owner = ?, lease_until = ?
                        WHERE account = ? AND address = ? AND version = ? AND lease_owner = ?""", owner, leaseUntil, claim.account(), claim.address(), claim.version(), claim.owner()));
        return changed == 0
                ? Optional.empty()
                : Optional.of(new Claim(
                        claim.account(),
                        claim.address(),
                        claim.lane(),
                        claim.version(),
                        claim.attempts(),
                        claim.markedAt(),
                        owner));
    }

    @Override
    public boolean atLeast(String account, Set<Lane> lanes, int many, Instant now) {
        return transactions.read(tx -> {
            int found = 0;
            for (Lane lane : lanes) {
                found += SqlTransaction.of(tx)
                        .query("""
                                SELECT 1 FROM changed
                                WHERE account = ? AND lane = ? AND due_at <= ? AND lease_until <= ? LIMIT ?""", row -> true, account, lane.ordinal(), now, now, many - found)
                        .size();
                if (found >= many) {
                    return true;
                }
            }
            return false;
        });
    }

    @Override
    public Set<String> stale(String account, Collection<Claim> claims) {
        return transactions.read(tx -> stale(SqlTransaction.of(tx), account, claims, ""));
    }

    @Override
    public Set<String> stale(Transaction tx, String account, Collection<Claim> claims) {
        SqlTransaction sql = SqlTransaction.of(tx);
        return stale(sql, account, claims, " ORDER BY address" + sql.dialect().forUpdate());
    }

    private static Set<String> stale(SqlTransaction sql, String account, Collection<Claim> claims, String lock) {
        Map<String, Claim> standing = new HashMap<>();
        sql.queryIn(
                "SELECT address, version, lease_owner FROM changed WHERE account = ? AND address IN (?*)" + lock,
                claims.stream().map(Claim::address).toList(),
                row -> standing.put(
                        row.text(1), new Claim(account, row.text(1), null, row.number(2), 0, null, row.text(3))),
                account);
        Set<String> stale = new HashSet<>();
        for (Claim claim : claims) {
            Claim now = standing.get(claim.address());
            if (now == null
                    || now.version() != claim.version()
                    || !claim.owner().equals(now.owner())) {
                stale.add(claim.address());
            }
        }
        return stale;
    }

    @Override
    public void done(Transaction tx, Claim claim, Instant next) {
        SqlTransaction sql = SqlTransaction.of(tx);
        int changed = next == null
                ? sql.update(
                        "DELETE FROM changed WHERE account = ? AND address = ? AND version = ?",
                        claim.account(),
                        claim.address(),
                        claim.version())
                : sql.update("""
                        UPDATE changed SET due_at = ?, marked_at = ?, lane = ?, attempts = 0, retrying = 0,
                          lease_owner = NULL, lease_until = 0
                        WHERE account = ? AND address = ? AND version = ?""", next, next, DEADLINES.ordinal(), claim.account(), claim.address(), claim.version());
        if (changed == 0) {
            release(sql, claim);
        }
    }

    @Override
    public void goOn(Transaction tx, Claim claim, Lane lane) {
        SqlTransaction sql = SqlTransaction.of(tx);
        int changed = sql.update("""
                UPDATE changed SET lane = ?, attempts = 0, retrying = 0, lease_owner = NULL, lease_until = 0
                WHERE account = ? AND address = ? AND version = ?""", lane.ordinal(), claim.account(), claim.address(), claim.version());
        if (changed == 0) {
            release(sql, claim);
        }
    }

    @Override
    public void again(Transaction tx, Claim claim, Instant due, boolean failed) {
        SqlTransaction sql = SqlTransaction.of(tx);
        int changed = sql.update("""
                UPDATE changed SET due_at = ?, attempts = attempts + ?, retrying = 1,
                          lease_owner = NULL, lease_until = 0
                WHERE account = ? AND address = ? AND version = ?""", due, failed ? 1 : 0, claim.account(), claim.address(), claim.version());
        if (changed == 0) {
            release(sql, claim);
        }
    }

    /** The mark moved meanwhile: it stays due, free for the next look. */
    private static void release(SqlTransaction sql, Claim claim) {
        sql.update("""
                UPDATE changed SET lease_owner = NULL, lease_until = 0
                WHERE account = ? AND address = ? AND lease_owner = ?""", claim.account(), claim.address(), claim.owner());
    }

    @Override
    public void releaseAll(Transaction tx) {
        SqlTransaction.of(tx)
                .update("UPDATE changed SET lease_owner = NULL, lease_until = 0 WHERE lease_owner IS NOT NULL");
    }

    @Override
    public Map<Lane, Backlog> backlog(String account, Instant now) {
        return transactions.read(tx -> {
            SqlTransaction sql = SqlTransaction.of(tx);
            Map<Lane, Backlog> backlog = new EnumMap<>(Lane.class);
            // Two looks per lane, each in its index: they pass over everybody who only waits for a deadline.
            for (Lane lane : Lane.values()) {
                Backlog due = sql.query(COUNT + "due_at <= ?", SqlChangedQueue::counted, account, lane.ordinal(), now)
                        .get(0);
                Backlog retrying = sql.query(
                                COUNT + "retrying = 1 AND due_at > ?",
                                SqlChangedQueue::counted,
                                account,
                                lane.ordinal(),
                                now)
                        .get(0);
                if (due.people() + retrying.people() > 0) {
                    backlog.put(lane, due.and(retrying));
                }
            }
            return backlog;
        });
    }

    private static Backlog counted(SqlRow row) {
        return new Backlog(row.number(1), row.instant(2));
    }
}
