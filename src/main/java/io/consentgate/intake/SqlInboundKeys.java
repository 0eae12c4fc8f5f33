package io.consentgate.intake;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Event keys in table {@code inbound_key}. */
public final class SqlInboundKeys implements InboundKeys {

    private static final int FIRST_BYTES = 256;
    private static final String FORGET = "DELETE FROM inbound_key WHERE key_hash >= ? AND received_at < ?";

    /**
     * An event that was accepted before that moment is taken as new when it comes again. Walks the keys by their first
     * byte, a short transaction each: there may be millions, and nobody's no waits until all of them were looked at.
     *
     * @return how many were forgotten
     */
    public int forgetBefore(Transactions database, Instant moment) {
        int forgotten = 0;
        for (int first = 0; first < FIRST_BYTES; first++) {
            byte[] from = {(byte) first};
            byte[] to = {(byte) (first + 1)};
            boolean last = first == FIRST_BYTES - 1;
            forgotten += database.write(tx -> last
                    ? SqlTransaction.of(tx).update(FORGET, from, moment)
                    : SqlTransaction.of(tx).update(FORGET + " AND key_hash < ?", from, moment, to));
        }
        return forgotten;
    }

    @Override
    public List<Claim> claim(Transaction tx, List<Key> keys, Instant now) {
        SqlTransaction sql = SqlTransaction.of(tx);
        // Sorted: neighbours share pages, and two nodes with the same events wait for each other instead of deadlock.
        List<Integer> order = IntStream.range(0, keys.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> keys.get(i).hash(), Arrays::compareUnsigned))
                .toList();
        List<Object[]> rows = new ArrayList<>(keys.size());
        order.forEach(
                i -> rows.add(new Object[] {keys.get(i).hash(), keys.get(i).content(), now}));
        int[] made = sql.updateBatch(
                "INSERT INTO inbound_key (key_hash, content_hash, received_at) VALUES (?, ?, ?)"
                        + " ON CONFLICT (key_hash) DO NOTHING",
                rows);
        List<Claim> claims = new ArrayList<>(Collections.nCopies(keys.size(), Claim.FRESH));
        for (int i = 0; i < made.length; i++) {
            if (made[i] == 0) {
                Key key = keys.get(order.get(i));
                boolean same = sql.queryFirst(
                                "SELECT content_hash FROM inbound_key WHERE key_hash = ?", row -> row.bytes(1), (Object)
                                        key.hash())
                        .filter(content -> Arrays.equals(content, key.content()))
                        .isPresent();
                claims.set(order.get(i), same ? Claim.REPEATED : Claim.CONTRADICTED);
            }
        }
        return claims;
    }
}
