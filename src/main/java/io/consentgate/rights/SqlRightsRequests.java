package io.consentgate.rights;

import io.consentgate.database.SqlRow;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.event.RequestKind;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Requests in table {@code rights_request}. */
public final class SqlRightsRequests implements RightsRequests {

    private final SecureRandom random = new SecureRandom();

    @Override
    public void add(
            Transaction tx,
            String site,
            String shop,
            Long personId,
            RequestKind kind,
            Instant requestedAt,
            Instant dueAt,
            State state,
            Instant now) {
        SqlTransaction.of(tx)
                .update(
                        """
                        INSERT INTO rights_request (id, site, shop, person_id, kind, requested_at, due_at, state,
                          changed_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                        random.nextLong() & Long.MAX_VALUE,
                        site,
                        shop,
                        personId,
                        kind.wire(),
                        requestedAt,
                        dueAt,
                        wire(state),
                        now);
    }

    @Override
    public List<RightsRequest> open(Transaction tx) {
        return SqlTransaction.of(tx).query("""
                        SELECT id, site, shop, person_id, kind, requested_at, due_at, state, changed_at
                        FROM rights_request WHERE state <> 'done' ORDER BY due_at, id""", SqlRightsRequests::request);
    }

    @Override
    public void done(Transaction tx, long id, Instant now) {
        SqlTransaction.of(tx).update("UPDATE rights_request SET state = 'done', changed_at = ? WHERE id = ?", now, id);
    }

    @Override
    public void erasuresDone(Transaction tx, Collection<Long> personIds, Instant now) {
        SqlTransaction.of(tx)
                .updateIn(
                        "UPDATE rights_request SET state = 'done', person_id = NULL, changed_at = ?"
                                + " WHERE kind = 'erasure' AND person_id IN (?*)",
                        personIds,
                        now);
    }

    private static RightsRequest request(SqlRow row) {
        return new RightsRequest(
                row.number(1),
                row.text(2),
                row.text(3),
                row.numberOrNull(4),
                RequestKind.of(row.text(5)),
                row.instant(6),
                row.instant(7),
                State.valueOf(row.text(8).toUpperCase(Locale.ROOT)),
                row.instant(9));
    }

    private static String wire(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
