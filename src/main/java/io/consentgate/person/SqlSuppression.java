package io.consentgate.person;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.person.People.Identity;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Erased people in table {@code suppression}. */
public final class SqlSuppression implements Suppression {

    private final KeyedHash hashes;

    public SqlSuppression(KeyedHash hashes) {
        this.hashes = hashes;
    }

    @Override
    public Map<Identity, Instant> erased(Transaction tx, String site, Collection<Identity> identities) {
        SqlTransaction sql = SqlTransaction.of(tx);
        boolean any = !sql.query("SELECT 1 FROM suppression WHERE site = ? LIMIT 1", row -> true, site)
                .isEmpty();
        if (!any) {
            return Map.of();
        }
        Map<ByteBuffer, Identity> byHash = new HashMap<>();
        identities.forEach(identity -> byHash.put(ByteBuffer.wrap(hash(identity)), identity));
        List<byte[]> asked = byHash.keySet().stream().map(ByteBuffer::array).toList();
        Map<Identity, Instant> erased = new HashMap<>();
        sql.queryIn(
                "SELECT hash, erased_at FROM suppression WHERE site = ? AND hash IN (?*)",
                asked,
                row -> erased.put(byHash.get(ByteBuffer.wrap(row.bytes(1))), row.instant(2)),
                site);
        return erased;
    }

    @Override
    public void add(Transaction tx, String site, Collection<Identity> identities, Instant erasedAt, String reason) {
        SqlTransaction.of(tx)
                .updateBatch(
                        """
                        INSERT INTO suppression (site, hash, erased_at, reason) VALUES (?, ?, ?, ?)
                        ON CONFLICT (site, hash) DO UPDATE SET erased_at = excluded.erased_at, reason = excluded.reason
                        WHERE excluded.erased_at > suppression.erased_at""",
                        identities.stream()
                                .distinct()
                                .map(identity -> new Object[] {site, hash(identity), erasedAt, reason})
                                .toList());
    }

    /** The kind is part of it: an external id may look like an address. */
    private byte[] hash(Identity identity) {
        return hashes.of("suppression", identity.kind() + ":" + identity.value());
    }
}
