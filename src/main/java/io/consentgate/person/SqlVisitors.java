package io.consentgate.person;

import io.consentgate.database.SqlRow;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Visitors in tables {@code visitor} and {@code visitor_person}. */
public final class SqlVisitors implements Visitors {

    private static final String AROUND = """
            SELECT DISTINCT a.visitor_id, a.at, a.person_id FROM visitor_person mine
            JOIN visitor_person a ON a.visitor_id = mine.visitor_id
            WHERE mine.person_id IN (?*)""";

    private final PersonIds ids = new PersonIds();
    private final KeyedHash hashes;

    public SqlVisitors(KeyedHash hashes) {
        this.hashes = hashes;
    }

    @Override
    public Optional<Long> find(Transaction tx, String site, String visitorId) {
        return SqlTransaction.of(tx)
                .queryFirst(
                        "SELECT id FROM visitor WHERE site = ? AND visitor_key = ?",
                        row -> row.number(1),
                        site,
                        key(site, visitorId));
    }

    @Override
    public Map<String, Long> findOrCreate(Transaction tx, String site, Collection<String> visitorIds, Instant now) {
        Map<ByteBuffer, String> byKey = new HashMap<>();
        visitorIds.forEach(visitor -> byKey.put(ByteBuffer.wrap(key(site, visitor)), visitor));
        // One order for all writers: two transactions that make the same visitors wait, and never in a circle.
        List<byte[]> keys =
                byKey.keySet().stream().sorted().map(ByteBuffer::array).toList();
        Map<String, Long> found = find(tx, site, byKey, keys);
        if (found.size() < byKey.size()) {
            SqlTransaction.of(tx)
                    .updateBatch(
                            "INSERT INTO visitor (site, visitor_key, id, created_at, keep_until)"
                                    + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (site, visitor_key) DO NOTHING",
                            keys.stream()
                                    .filter(key -> !found.containsKey(byKey.get(ByteBuffer.wrap(key))))
                                    .map(key -> new Object[] {site, key, -ids.next(now), now, now})
                                    .toList());
            return find(tx, site, byKey, keys);
        }
        return found;
    }

    private static Map<String, Long> find(
            Transaction tx, String site, Map<ByteBuffer, String> byKey, Collection<byte[]> keys) {
        Map<String, Long> found = new HashMap<>();
        SqlTransaction.of(tx)
                .queryIn(
                        "SELECT visitor_key, id FROM visitor WHERE site = ? AND visitor_key IN (?*)",
                        keys,
                        row -> found.put(byKey.get(ByteBuffer.wrap(row.bytes(1))), row.number(2)),
                        site);
        return found;
    }

    @Override
    public void keep(Transaction tx, long visitor, Instant until) {
        SqlTransaction.of(tx)
                .update("UPDATE visitor SET keep_until = ? WHERE id = ? AND keep_until < ?", until, visitor, until);
    }

    @Override
    public void identify(Transaction tx, Collection<Identification> identifications) {
        SqlTransaction.of(tx)
                .updateBatch(
                        "INSERT INTO visitor_person (visitor_id, at, person_id) VALUES (?, ?, ?)"
                                + " ON CONFLICT DO NOTHING",
                        identifications.stream()
                                .map(one -> new Object[] {one.visitorId(), one.at(), one.personId()})
                                .toList());
    }

    @Override
    public List<Identification> of(Transaction tx, Collection<Long> visitors) {
        return byTime(SqlTransaction.of(tx)
                .queryIn(
                        "SELECT visitor_id, at, person_id FROM visitor_person WHERE visitor_id IN (?*)",
                        visitors,
                        SqlVisitors::identification));
    }

    @Override
    public List<Identification> around(Transaction tx, Collection<Long> personIds) {
        return byTime(SqlTransaction.of(tx).queryIn(AROUND, personIds, SqlVisitors::identification));
    }

    @Override
    public void forget(Transaction tx, Collection<Long> personIds, Instant upTo) {
        SqlTransaction sql = SqlTransaction.of(tx);
        List<Identification> theirs = sql.queryIn(
                "SELECT visitor_id, at, person_id FROM visitor_person WHERE at <= ? AND person_id IN (?*)",
                personIds,
                SqlVisitors::identification,
                upTo);
        if (theirs.isEmpty()) {
            return;
        }
        sql.updateIn("DELETE FROM visitor_person WHERE at <= ? AND person_id IN (?*)", personIds, upTo);
        // Whoever comes next must not inherit what was chosen before: the place stays taken, by nobody.
        identify(
                tx,
                theirs.stream()
                        .map(one -> new Identification(one.visitorId(), one.at(), ERASED))
                        .toList());
        Collection<Long> visitors = new LinkedHashSet<>();
        theirs.forEach(one -> visitors.add(one.visitorId()));
        of(tx, visitors).stream()
                .filter(one -> one.personId() != ERASED)
                .forEach(one -> visitors.remove(one.visitorId()));
        remove(tx, visitors);
    }

    @Override
    public List<Long> expired(Transaction tx, Instant now, int most) {
        return SqlTransaction.of(tx)
                .query(
                        "SELECT id FROM visitor WHERE keep_until < ? AND NOT EXISTS"
                                + " (SELECT 1 FROM visitor_person p WHERE p.visitor_id = visitor.id)"
                                + " ORDER BY keep_until LIMIT " + most,
                        row -> row.number(1),
                        now);
    }

    @Override
    public void remove(Transaction tx, Collection<Long> visitors) {
        SqlTransaction.of(tx).updateIn("DELETE FROM visitor_person WHERE visitor_id IN (?*)", visitors);
        SqlTransaction.of(tx).updateIn("DELETE FROM visitor WHERE id IN (?*)", visitors);
    }

    /** Capitals in a UUID mean nothing; the site is part of it, so that two sites cannot be joined. */
    private byte[] key(String site, String visitorId) {
        return hashes.of("visitor", site.length() + ":" + site + visitorId.toLowerCase(Locale.ROOT));
    }

    private static List<Identification> byTime(List<Identification> identifications) {
        List<Identification> sorted = new ArrayList<>(identifications);
        sorted.sort(Comparator.comparing(Identification::at));
        return sorted;
    }

    private static Identification identification(SqlRow row) {
        return new Identification(row.number(1), row.instant(2), row.number(3));
    }
}
