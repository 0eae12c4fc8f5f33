package io.consentgate.activecampaign;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Departures as rows: one row per account, 220 ms apart, counted by the database's clock, so that all processes share
 * them (camel-stack.md 5: the worst second then has 5 calls). Imports leave a row each for their minute.
 */
public final class SqlSlots implements Slots {

    static final long SPACING = 220;

    /** A minute, and a little for what the network may do to the distance between two calls. */
    static final long MINUTE = 61_000;

    /** Further ahead nothing is reserved: whoever comes back later keeps his lane. */
    private static final long HORIZON = 1_000;

    /** A departure further away than any pause was left behind by a clock that was set back. */
    private static final long NONSENSE = RetryAfter.LONGEST.toMillis() + 60_000;

    private static final String NEXT = "SELECT next_at FROM rate_slot WHERE account = ?";
    private static final String NEW = "INSERT INTO rate_slot (account, next_at) VALUES (?, 0) ON CONFLICT DO NOTHING";
    private static final String RESERVE = "UPDATE rate_slot SET next_at = CASE WHEN next_at > ? AND next_at < ?"
            + " THEN next_at ELSE ? END + " + SPACING + " WHERE account = ? RETURNING next_at";
    private static final String HOLD = "UPDATE rate_slot SET next_at = ? WHERE account = ? AND next_at < ?";
    private static final String PRUNE = "DELETE FROM bulk_slot WHERE account = ? AND taken_at <= ?";
    private static final String TAKE = "INSERT INTO bulk_slot (account, kind, taken_at) VALUES (?, ?, ?)";

    private final Transactions transactions;
    private final String account;
    private final Ticker ticker;

    public SqlSlots(Transactions transactions, String account, Ticker ticker) {
        this.transactions = transactions;
        this.account = account;
        this.ticker = ticker;
    }

    @Override
    public Reservation reserve(Use use) {
        return transactions.write(tx -> reserve(SqlTransaction.of(tx), use));
    }

    private Reservation reserve(SqlTransaction tx, Use use) {
        long next = lock(tx, account);
        long now = now(tx);
        long nanos = ticker.nanos();
        if (next > now + HORIZON && next < now + NONSENSE) {
            return notBefore(next - now);
        }
        if (use.isImport()) {
            tx.update(PRUNE, account, now - MINUTE);
            long free = importsFreeAt(tx, use);
            if (free > now) {
                return notBefore(free - now);
            }
        }
        long slot = tx.queryNumber(RESERVE, now, now + NONSENSE, now, account) - SPACING;
        if (use.isImport()) {
            tx.update(TAKE, account, kind(use), slot);
        }
        return new Reservation.At(nanos + Duration.ofMillis(slot - now).toNanos());
    }

    @Override
    public void hold(Duration pause) {
        hold(account, pause);
    }

    @Override
    public void holdImports(Duration pause) {
        hold(imports(), pause);
    }

    private void hold(String row, Duration pause) {
        transactions.write(tx -> {
            SqlTransaction sql = SqlTransaction.of(tx);
            lock(sql, row);
            long until = now(sql) + pause.toMillis();
            return sql.update(HOLD, until, row, until);
        });
    }

    @Override
    public Duration untilImport(Use use) {
        return transactions.read((Transaction tx) -> {
            SqlTransaction sql = SqlTransaction.of(tx);
            return Duration.ofMillis(Math.max(0, importsFreeAt(sql, use) - now(sql)));
        });
    }

    /** When the minute has room again and no pause is on; the quota's oldest row decides. */
    private long importsFreeAt(SqlTransaction tx, Use use) {
        long oldest = tx.queryFirst(
                        "SELECT taken_at FROM bulk_slot WHERE account = ? AND kind = ? ORDER BY taken_at DESC LIMIT 1 OFFSET "
                                + (use.perMinute() - 1),
                        row -> row.number(1),
                        account,
                        kind(use))
                .map(taken -> taken + MINUTE)
                .orElse(0L);
        return Math.max(
                oldest, tx.queryFirst(NEXT, row -> row.number(1), imports()).orElse(0L));
    }

    /** The row's value, held against other processes until the transaction ends. */
    private static long lock(SqlTransaction tx, String row) {
        String query = NEXT + tx.dialect().forUpdate();
        Optional<Long> next = tx.queryFirst(query, found -> found.number(1), row);
        if (next.isPresent()) {
            return next.get();
        }
        tx.update(NEW, row);
        return tx.queryFirst(query, found -> found.number(1), row).orElse(0L);
    }

    private static long now(SqlTransaction tx) {
        return tx.databaseTime().toEpochMilli();
    }

    private static Reservation notBefore(long millis) {
        return new Reservation.NotBefore(Duration.ofMillis(millis));
    }

    private static String kind(Use use) {
        return use.name().toLowerCase(Locale.ROOT);
    }

    private String imports() {
        return account + "/imports";
    }
}
