package io.consentgate.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.consentgate.database.SqlRow;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code confirmed}. */
public final class SqlConfirmedStates implements ConfirmedStates {

    private static final String COLUMNS =
            "SELECT account, address, remote_id, created_here, state, doubt, batch_id, grace_until,"
                    + " revision FROM confirmed ";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final ObjectReader READER = JSON.readerFor(RemoteState.class);
    private static final ObjectWriter WRITER = JSON.writerFor(RemoteState.class);

    private final Clock clock;

    public SqlConfirmedStates(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Confirmed> find(Transaction tx, String account, String address) {
        return SqlTransaction.of(tx)
                .queryFirst(
                        COLUMNS + "WHERE account = ? AND address = ?", SqlConfirmedStates::confirmed, account, address);
    }

    @Override
    public Map<String, Confirmed> find(Transaction tx, String account, Collection<String> addresses) {
        Map<String, Confirmed> found = new HashMap<>();
        SqlTransaction.of(tx)
                .queryIn(
                        COLUMNS + "WHERE account = ? AND address IN (?*)",
                        addresses,
                        SqlConfirmedStates::confirmed,
                        account)
                .forEach(confirmed -> found.put(confirmed.address(), confirmed));
        return found;
    }

    @Override
    public Optional<Confirmed> findByRemoteId(Transaction tx, String account, String remoteId) {
        return SqlTransaction.of(tx)
                .queryFirst(
                        COLUMNS + "WHERE account = ? AND remote_id = ?",
                        SqlConfirmedStates::confirmed,
                        account,
                        remoteId);
    }

    @Override
    public void save(Transaction tx, Collection<Confirmed> states) {
        if (!saveIfUnchanged(tx, states)) {
            throw SqlTransaction.lostRace("saving what is confirmed");
        }
    }

    @Override
    public boolean saveIfUnchanged(Transaction tx, Collection<Confirmed> states) {
        Instant now = clock.instant();
        int[] written = SqlTransaction.of(tx)
                .updateBatch(
                        """
                        INSERT INTO confirmed (account, address, remote_id, created_here, state, doubt, batch_id,
                          grace_until, changed_at, revision)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (account, address) DO UPDATE SET
                          remote_id = excluded.remote_id, created_here = excluded.created_here,
                          state = excluded.state, doubt = excluded.doubt, batch_id = excluded.batch_id,
                          grace_until = excluded.grace_until, changed_at = excluded.changed_at,
                          revision = excluded.revision
                        WHERE confirmed.revision = excluded.revision - 1""",
                        states.stream()
                                .map(state -> new Object[] {
                                    state.account(),
                                    state.address(),
                                    state.remoteId(),
                                    state.createdHere(),
                                    write(state.state()),
                                    state.doubt() == null ? null : state.doubt().toString(),
                                    state.batchId(),
                                    state.graceUntil(),
                                    now,
                                    state.revision() + 1
                                })
                                .toList());
        return Arrays.stream(written).allMatch(rows -> rows == 1);
    }

    @Override
    public void forget(Transaction tx, String account, String address) {
        SqlTransaction.of(tx).update("DELETE FROM confirmed WHERE account = ? AND address = ?", account, address);
    }

    @Override
    public List<Confirmed> inBatch(Transaction tx, long batchId) {
        return SqlTransaction.of(tx)
                .query(COLUMNS + "WHERE batch_id = ? ORDER BY address", SqlConfirmedStates::confirmed, batchId);
    }

    @Override
    public List<Confirmed> page(Transaction tx, String account, String addressAfter, int limit) {
        return SqlTransaction.of(tx)
                .query(
                        COLUMNS + "WHERE account = ? AND address > ? ORDER BY address LIMIT ?",
                        SqlConfirmedStates::confirmed,
                        account,
                        addressAfter,
                        limit);
    }

    private static Confirmed confirmed(SqlRow row) {
        return new Confirmed(
                row.text(1),
                row.text(2),
                row.text(3),
                row.flag(4),
                read(row.text(5)),
                Confirmed.Doubt.parse(row.text(6)),
                row.numberOrNull(7),
                row.instant(8),
                row.number(9));
    }

    private static RemoteState read(String json) {
        try {
            return READER.readValue(json);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("a confirmed state cannot be read");
        }
    }

    private static String write(RemoteState state) {
        try {
            return WRITER.writeValueAsString(state);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a confirmed state cannot be written");
        }
    }
}
