package io.consentgate.consent;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.person.KeyedHash;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables {@code opposition_list} and {@code opposition_entry}. */
public final class SqlOppositionLists implements OppositionLists {

    /** Enough to tell a hundred million numbers apart. */
    private static final int HASH_BYTES = 16;

    private static final int DISCARDED_AT_ONCE = 5_000;

    private final KeyedHash hashes;

    public SqlOppositionLists(KeyedHash hashes) {
        this.hashes = hashes;
    }

    @Override
    public List<Look> about(Transaction tx, String phone, String email) {
        List<Look> looks = new ArrayList<>();
        for (Loaded list : loaded(tx)) {
            if (!list.phones() || phone != null) {
                Look byPhone = list.phones() ? look(tx, list, phone) : null;
                Look byEmail = list.emails() ? look(tx, list, email) : null;
                boolean answered = (byPhone != null || !list.phones()) && (byEmail != null || !list.emails());
                Look listed = stricter(byPhone, byEmail);
                if (listed != null && (answered || listed.listedSince() != null)) {
                    looks.add(listed);
                }
            }
        }
        return List.copyOf(looks);
    }

    private static Look stricter(Look one, Look other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        Instant since = one.listedSince() == null
                        || (other.listedSince() != null && other.listedSince().isAfter(one.listedSince()))
                ? other.listedSince()
                : one.listedSince();
        Instant checked = one.checkedAt().isBefore(other.checkedAt()) ? one.checkedAt() : other.checkedAt();
        return new Look(one.register(), checked, since);
    }

    /** Null when an answer does not name the identity. */
    private Look look(Transaction tx, Loaded list, String identity) {
        Look missing = list.copy() ? new Look(list.register(), list.checkedAt(), null) : null;
        return SqlTransaction.of(tx)
                .queryFirst(
                        "SELECT listed, since, checked_at FROM opposition_entry WHERE list_id = ? AND hash = ?",
                        row -> new Look(list.register(), row.instant(3), row.flag(1) ? row.instant(2) : null),
                        list.id(),
                        hash(identity))
                .orElse(missing);
    }

    @Override
    public List<Loaded> loaded(Transaction tx) {
        return SqlTransaction.of(tx)
                .query(
                        "SELECT register, id, checked_at, copy, phones, emails, entries, imported_at FROM opposition_list"
                                + " ORDER BY register",
                        row -> new Loaded(
                                row.text(1),
                                row.number(2),
                                row.instant(3),
                                row.flag(4),
                                row.flag(5),
                                row.flag(6),
                                row.number(7),
                                row.instant(8)));
    }

    @Override
    public void add(Transaction tx, long listId, Long before, Instant checkedAt, Collection<Entry> entries) {
        SqlTransaction sql = SqlTransaction.of(tx);
        Map<ByteBuffer, Entry> fresh = new LinkedHashMap<>();
        for (Entry entry : entries) {
            fresh.merge(ByteBuffer.wrap(hash(entry.identity())), entry, SqlOppositionLists::stricter);
        }
        Map<ByteBuffer, Instant> known = before == null ? Map.of() : since(sql, before, fresh.keySet());
        // A no of that day counts to its last instant (READINGS 1).
        Instant dayAfter = checkedAt.plus(Duration.ofDays(1));
        List<Object[]> rows = new ArrayList<>(fresh.size());
        fresh.forEach((hash, entry) -> {
            Instant since = entry.since() != null ? entry.since() : known.getOrDefault(hash, dayAfter);
            rows.add(new Object[] {listId, hash.array(), entry.listed(), since, checkedAt});
        });
        sql.updateBatch(
                "INSERT INTO opposition_entry (list_id, hash, listed, since, checked_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (list_id, hash) DO UPDATE SET listed = excluded.listed, since = excluded.since,"
                        + " checked_at = excluded.checked_at WHERE excluded.checked_at > opposition_entry.checked_at"
                        + " OR (excluded.checked_at = opposition_entry.checked_at"
                        + " AND excluded.listed >= opposition_entry.listed)",
                rows);
    }

    private static Entry stricter(Entry one, Entry other) {
        if (one.listed() != other.listed()) {
            return one.listed() ? one : other;
        }
        return one.since() == null || (other.since() != null && other.since().isBefore(one.since())) ? one : other;
    }

    private static Map<ByteBuffer, Instant> since(SqlTransaction sql, long list, Collection<ByteBuffer> hashes) {
        Map<ByteBuffer, Instant> since = new HashMap<>();
        sql.queryIn(
                        "SELECT hash, since FROM opposition_entry WHERE list_id = ? AND listed = 1 AND hash IN (?*)",
                        hashes.stream().map(ByteBuffer::array).toList(),
                        row -> Map.entry(ByteBuffer.wrap(row.bytes(1)), row.instant(2)),
                        list)
                .forEach(entry -> since.put(entry.getKey(), entry.getValue()));
        return since;
    }

    @Override
    public long count(Transaction tx, long listId) {
        return SqlTransaction.of(tx).queryNumber("SELECT COUNT(*) FROM opposition_entry WHERE list_id = ?", listId);
    }

    @Override
    public void publish(Transaction tx, Loaded list) {
        SqlTransaction.of(tx)
                .update(
                        """
                        INSERT INTO opposition_list
                          (register, id, checked_at, copy, phones, emails, entries, imported_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (register) DO UPDATE SET id = excluded.id, checked_at = excluded.checked_at,
                          copy = excluded.copy, phones = excluded.phones, emails = excluded.emails,
                          entries = excluded.entries, imported_at = excluded.imported_at""",
                        list.register(),
                        list.id(),
                        list.checkedAt(),
                        list.copy(),
                        list.phones(),
                        list.emails(),
                        list.entries(),
                        list.importedAt());
    }

    @Override
    public int discard(Transaction tx, long listId) {
        return SqlTransaction.of(tx)
                .update(
                        "DELETE FROM opposition_entry WHERE list_id = ? AND hash IN"
                                + " (SELECT hash FROM opposition_entry WHERE list_id = ? LIMIT ?)",
                        listId,
                        listId,
                        DISCARDED_AT_ONCE);
    }

    private byte[] hash(String identity) {
        return Arrays.copyOf(hashes.of("opposition", identity), HASH_BYTES);
    }
}
