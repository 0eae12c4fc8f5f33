package io.consentgate.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An open transaction as stores see it. Parameters may be text, numbers, byte arrays, null, {@code Instant} (written as
 * epoch milliseconds) and booleans (written as 1 and 0).
 */
public final class SqlTransaction implements Transaction {

    /** Lists of values are padded to one of these sizes, so that few statements are prepared. */
    private static final int[] LIST_SIZES = {1, 8, 64, 500};

    private static final int FETCHED_AT_ONCE = 1_000;

    private final SqlStatements statements;
    private final Dialect dialect;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private boolean scrubs;

    SqlTransaction(SqlStatements statements, Dialect dialect) {
        this.statements = statements;
        this.dialect = dialect;
    }

    public static SqlTransaction of(Transaction tx) {
        return (SqlTransaction) tx;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Time of the database's clock: for leases and slots that several nodes compare. */
    public Instant databaseTime() {
        return queryFirst(dialect.nowMillis(), row -> row.instant(1)).orElseThrow();
    }

    @Override
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    @Override
    public void scrub() {
        scrubs = true;
    }

    boolean scrubs() {
        return scrubs;
    }

    List<Runnable> afterCommit() {
        return afterCommit;
    }

    /** @return the number of rows changed */
    public int update(String sql, Object... parameters) {
        try {
            PreparedStatement statement = statements.prepare(sql);
            bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw SqlFailure.of(sql, failure);
        }
    }

    /** @return the number of rows that each set of parameters changed, in their order */
    public int[] updateBatch(String sql, Collection<Object[]> rows) {
        if (rows.isEmpty()) {
            return new int[0];
        }
        try {
            PreparedStatement statement = statements.prepare(sql);
            try {
                for (Object[] row : rows) {
                    bind(statement, row);
                    statement.addBatch();
                }
                return statement.executeBatch();
            } finally {
                statement.clearBatch();
            }
        } catch (SQLException failure) {
            throw SqlFailure.of(sql, failure);
        }
    }

    public <T> List<T> query(String sql, Function<SqlRow, T> mapper, Object... parameters) {
        try {
            PreparedStatement statement = statements.prepare(sql);
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                SqlRow row = new SqlRow(result);
                List<T> found = new ArrayList<>();
                while (result.next()) {
                    found.add(mapper.apply(row));
                }
                return found;
            }
        } catch (SQLException failure) {
            throw SqlFailure.of(sql, failure);
        }
    }

    public <T> Optional<T> queryFirst(String sql, Function<SqlRow, T> mapper, Object... parameters) {
        List<T> found = query(sql, mapper, parameters);
        return found.isEmpty() ? Optional.empty() : Optional.ofNullable(found.get(0));
    }

    public long queryNumber(String sql, Object... parameters) {
        return queryFirst(sql, row -> row.number(1), parameters).orElse(0L);
    }

    /**
     * Rows whose column is among {@code values}. The statement holds {@code (?*)} where the list belongs, after every
     * other parameter; it runs once per 500 values.
     */
    public <T> List<T> queryIn(
            String sql, Collection<?> values, Function<SqlRow, T> mapper, Object... leadingParameters) {
        List<T> found = new ArrayList<>();
        forEachList(
                sql, values, leadingParameters, (text, parameters) -> found.addAll(query(text, mapper, parameters)));
        return found;
    }

    /** As {@link #queryIn}, for a change. */
    public int updateIn(String sql, Collection<?> values, Object... leadingParameters) {
        int[] changed = {0};
        forEachList(sql, values, leadingParameters, (text, parameters) -> changed[0] += update(text, parameters));
        return changed[0];
    }

    /** Hands over row by row without holding the result in memory; the consumer may use this transaction. */
    public void forEach(String sql, Consumer<SqlRow> consumer, Object... parameters) {
        try (PreparedStatement statement = statements.prepareApart(sql)) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                SqlRow row = new SqlRow(result);
                while (result.next()) {
                    consumer.accept(row);
                }
            }
        } catch (SQLException failure) {
            throw SqlFailure.of(sql, failure);
        }
    }

    private void forEachList(String sql, Collection<?> values, Object[] leading, ListStatement statement) {
        List<?> all = values instanceof List<?> list ? list : new ArrayList<>(values);
        int longest = LIST_SIZES[LIST_SIZES.length - 1];
        for (int from = 0; from < all.size(); from += longest) {
            List<?> some = all.subList(from, Math.min(all.size(), from + longest));
            int size = 0;
            while (LIST_SIZES[size] < some.size()) {
                size++;
            }
            int padded = LIST_SIZES[size];
            Object[] parameters = new Object[leading.length + padded];
            System.arraycopy(leading, 0, parameters, 0, leading.length);
            for (int i = 0; i < padded; i++) {
                parameters[leading.length + i] = some.get(Math.min(i, some.size() - 1));
            }
            String marks = String.join(",", Collections.nCopies(padded, "?"));
            statement.run(sql.replace("(?*)", "(" + marks + ")"), parameters);
        }
    }

    /** For a row that somebody else wrote since it was read: the transaction is done again. */
    public static RuntimeException lostRace(String what) {
        return new DatabaseUnavailable(what, "lost a race", true);
    }

    private interface ListStatement {
        void run(String sql, Object[] parameters);
    }

    private static void bind(PreparedStatement statement, Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value == null) {
                statement.setNull(i + 1, Types.NULL);
            } else if (value instanceof String text) {
                statement.setString(i + 1, text);
            } else if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value instanceof Instant instant) {
                statement.setLong(i + 1, instant.toEpochMilli());
            } else if (value instanceof Boolean flag) {
                statement.setInt(i + 1, flag ? 1 : 0);
            } else {
                throw new IllegalArgumentException(
                        "parameter " + (i + 1) + " is of a type the database does not take: " + value.getClass());
            }
        }
    }
}
