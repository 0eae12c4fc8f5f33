package io.consentgate.cart;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.SqlRow;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue.Backlog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** The table {@code shopper}. */
public final class SqlShoppers implements Shoppers {

    private static final long NEVER = Long.MAX_VALUE;

    /** Who has a cart open, or one that waits, goes with the carts: it may be bought now. */
    private static final String MARK = """
            INSERT INTO shopper (account, who, site, lane, due_at, cart_at, marked_at, version)
            VALUES (?, ?, ?, ?, ?, %3$d, ?, ?)
            ON CONFLICT (account, who, site) DO UPDATE SET
              lane = CASE WHEN excluded.lane > %1$d AND (shopper.open_cart = 1 OR shopper.cart_at < %3$d) THEN %1$d
                          WHEN shopper.due_at <= excluded.marked_at AND shopper.lane < excluded.lane THEN shopper.lane
                          ELSE excluded.lane END,
              marked_at = CASE WHEN shopper.due_at <= excluded.marked_at THEN shopper.marked_at
                               ELSE excluded.marked_at END,
              due_at = CASE WHEN shopper.due_at < excluded.due_at AND shopper.attempts = 0
                            THEN shopper.due_at ELSE excluded.due_at END,
              version = shopper.version + 1,
              attempts = 0
            """.formatted(Lane.CART.ordinal(), Lane.CONTACT.ordinal(), NEVER);

    private static final String WAKE = """
            UPDATE shopper SET
              lane = CASE WHEN due_at <= ? AND lane < ? THEN lane ELSE ? END,
              marked_at = CASE WHEN due_at <= ? THEN marked_at ELSE ? END,
              due_at = CASE WHEN due_at < ? AND attempts = 0 THEN due_at ELSE ? END,
              version = version + 1, attempts = 0
            WHERE account = ? AND who IN (?*)""";

    private final Transactions transactions;

    public SqlShoppers(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void mark(
            Transaction tx, String account, String site, Collection<String> who, Lane lane, Instant due, Instant now) {
        List<Object[]> rows = new ArrayList<>(who.size());
        for (String one : new TreeSet<>(who)) {
            rows.add(new Object[] {account, one, site, lane.ordinal(), due, now, now.toEpochMilli()});
        }
        SqlTransaction.of(tx).updateBatch(MARK, rows);
    }

    @Override
    public void wake(
            Transaction tx, String account, Collection<String> addresses, Lane lane, Instant due, Instant now) {
        SqlTransaction.of(tx)
                .updateIn(
                        WAKE,
                        new TreeSet<>(addresses),
                        now,
                        lane.ordinal(),
                        lane.ordinal(),
                        now,
                        now,
                        due,
                        due,
                        account);
    }

    @Override
    public void wake(Transaction tx, String account, String site, Collection<String> aliases, Instant now) {
        SqlTransaction.of(tx)
                .updateIn(
                        "UPDATE shopper SET due_at = ?, version = version + 1, attempts = 0"
                                + " WHERE account = ? AND site = ? AND who IN (?*)",
                        new TreeSet<>(aliases),
                        now,
                        account,
                        site);
    }

    @Override
    public List<Claim> claimUrgent(String account, int limit, String owner, Instant now, Instant leaseUntil) {
        return claim(
                List.of(
                        "lane = " + Lane.WITHDRAWAL.ordinal() + " AND due_at <= ?",
                        "cart_at <= ?",
                        "lane = " + Lane.CART.ordinal() + " AND due_at <= ?"),
                account,
                limit,
                owner,
                now,
                leaseUntil);
    }

    @Override
    public List<Claim> claimOthers(String account, int limit, String owner, Instant now, Instant leaseUntil) {
        return claim(
                List.of(
                        "lane = " + Lane.CONTACT.ordinal() + " AND due_at <= ?",
                        "lane = " + Lane.BACKFILL.ordinal() + " AND due_at <= ?"),
                account,
                limit,
                owner,
                now,
                leaseUntil);
    }

    private List<Claim> claim(
            List<String> conditions, String account, int limit, String owner, Instant now, Instant leaseUntil) {
        // Looks without writing first: an idle account costs no write transaction.
        boolean any = transactions.read(tx -> conditions.stream().anyMatch(due -> !SqlTransaction.of(tx)
                .query(
                        "SELECT 1 FROM shopper WHERE account = ? AND " + due + " AND lease_until <= ? LIMIT 1",
                        row -> true,
                        account,
                        now,
                        now)
                .isEmpty()));
        return any
                ? transactions.write(
                        tx -> claim(SqlTransaction.of(tx), conditions, account, limit, owner, now, leaseUntil))
                : List.of();
    }

    private static List<Claim> claim(
            SqlTransaction sql,
            List<String> conditions,
            String account,
            int limit,
            String owner,
            Instant now,
            Instant leaseUntil) {
        Function<SqlRow, Claim> read = row -> new Claim(
                account, row.text(1), row.text(2), Lane.values()[row.integer(3)], row.number(4), row.integer(5), owner);
        List<Claim> claims = new ArrayList<>();
        for (String due : conditions) {
            List<Claim> some = sql.query(
                    "SELECT who, site, lane, version, attempts FROM shopper WHERE account = ? AND " + due
                            + " AND lease_until <= ? ORDER BY " + (due.startsWith("cart") ? "cart_at" : "due_at")
                            + " LIMIT ?" + sql.dialect().skipLocked(),
                    read,
                    account,
                    now,
                    now,
                    limit - claims.size());
            sql.updateBatch(
                    "UPDATE shopper SET lease_owner = ?, lease_until = ? WHERE account = ? AND who = ? AND site = ?",
                    some.stream()
                            .map(claim -> new Object[] {owner, leaseUntil, account, claim.who(), claim.site()})
                            .toList());
            claims.addAll(some);
            if (claims.size() >= limit) {
                break;
            }
        }
        return claims;
    }

    @Override
    public boolean stands(Transaction tx, Claim claim) {
        SqlTransaction sql = SqlTransaction.of(tx);
        return sql.queryFirst(
                        "SELECT 1 FROM shopper WHERE account = ? AND who = ? AND site = ? AND version = ?"
                                + " AND lease_owner = ?" + sql.dialect().forUpdate(),
                        row -> true,
                        claim.account(),
                        claim.who(),
                        claim.site(),
                        claim.version(),
                        claim.owner())
                .isPresent();
    }

    @Override
    public void done(Transaction tx, Claim claim, Instant next, Instant cartAt, boolean openCart) {
        SqlTransaction sql = SqlTransaction.of(tx);
        int changed = sql.update(
                """
                UPDATE shopper SET due_at = ?, cart_at = ?, lane = ?, open_cart = ?, attempts = 0, lease_owner = NULL,
                  lease_until = 0
                WHERE account = ? AND who = ? AND site = ? AND version = ?""",
                millis(next),
                millis(cartAt),
                Lane.CONTACT.ordinal(),
                openCart,
                claim.account(),
                claim.who(),
                claim.site(),
                claim.version());
        if (changed == 0) {
            release(sql, claim, openCart);
        }
    }

    private static long millis(Instant moment) {
        return moment == null ? NEVER : moment.toEpochMilli();
    }

    @Override
    public void again(Transaction tx, Claim claim, Instant due, boolean failed) {
        SqlTransaction sql = SqlTransaction.of(tx);
        int changed = sql.update(
                """
                UPDATE shopper SET due_at = ?, lane = ?, cart_at = CASE WHEN cart_at < ? THEN ? ELSE cart_at END,
                  attempts = CASE WHEN ? = 1 THEN attempts + 1 ELSE 0 END, lease_owner = NULL, lease_until = 0
                WHERE account = ? AND who = ? AND site = ? AND version = ?""",
                due,
                claim.lane().ordinal(),
                due,
                due,
                failed ? 1 : 0,
                claim.account(),
                claim.who(),
                claim.site(),
                claim.version());
        if (changed == 0) {
            release(sql, claim, null);
        }
    }

    /** The mark moved meanwhile: it stays due, free for the next look. */
    private static void release(SqlTransaction sql, Claim claim, Boolean openCart) {
        sql.update(
                """
                UPDATE shopper SET lease_owner = NULL, lease_until = 0, open_cart = COALESCE(?, open_cart)
                WHERE account = ? AND who = ? AND site = ? AND lease_owner = ?""",
                openCart == null ? null : openCart ? 1 : 0,
                claim.account(),
                claim.who(),
                claim.site(),
                claim.owner());
    }

    @Override
    public void forget(Transaction tx, Claim claim) {
        SqlTransaction sql = SqlTransaction.of(tx);
        int gone = sql.update(
                "DELETE FROM shopper WHERE account = ? AND who = ? AND site = ? AND version = ?",
                claim.account(),
                claim.who(),
                claim.site(),
                claim.version());
        if (gone == 0) {
            release(sql, claim, null);
        }
    }

    @Override
    public void releaseAll(Transaction tx) {
        SqlTransaction.of(tx)
                .update("UPDATE shopper SET lease_owner = NULL, lease_until = 0 WHERE lease_owner IS NOT NULL");
    }

    @Override
    public Map<Lane, Backlog> backlog(String account, Instant now) {
        return transactions.read(tx -> {
            Map<Lane, Backlog> backlog = new EnumMap<>(Lane.class);
            for (Lane lane : Lane.values()) {
                SqlTransaction.of(tx)
                        .queryFirst(
                                """
                                SELECT COUNT(*), MIN(marked_at) FROM shopper
                                WHERE account = ? AND lane = ? AND due_at <= ? HAVING COUNT(*) > 0""", row -> new Backlog(row.number(1), row.instant(2)), account, lane.ordinal(), now)
                        .ifPresent(due -> backlog.put(lane, due));
            }
            return backlog;
        });
    }
}
