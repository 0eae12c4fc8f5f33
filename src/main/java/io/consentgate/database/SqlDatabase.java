package io.consentgate.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * The database: SQLite or PostgreSQL by its URL, brought to the newest tables when opened. Writers and readers have
 * pools of their own; SQLite's writer pool is one connection, because it knows only one writer.
 */
public final class SqlDatabase implements Transactions, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SqlDatabase.class);

    private static final int ATTEMPTS = 5;

    /** How long work waits for its turn: longer than any batch takes, and than the other process of a command. */
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final Dialect dialect;
    private final HikariDataSource writers;
    private final HikariDataSource readers;
    private final AtomicBoolean scrubDue = new AtomicBoolean();
    private final Map<Connection, SqlStatements> statements = new ConcurrentHashMap<>();

    private SqlDatabase(Dialect dialect, HikariDataSource writers, HikariDataSource readers) {
        this.dialect = dialect;
        this.writers = writers;
        this.readers = readers;
    }

    /**
     * @param jdbcUrl {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql:...}; a password in it is never repeated
     * @throws DatabaseUnavailable when it cannot be reached or brought to the newest tables
     */
    public static SqlDatabase open(String jdbcUrl) {
        Dialect dialect = Dialect.of(jdbcUrl);
        HikariDataSource writers = null;
        HikariDataSource readers = null;
        try {
            migrations(dialect, jdbcUrl).load().migrate();
            writers = SqlPools.writers(dialect, jdbcUrl, WAIT);
            readers = SqlPools.readers(dialect, jdbcUrl, WAIT);
            return new SqlDatabase(dialect, writers, readers);
        } catch (RuntimeException failure) {
            closeAll(readers, writers);
            throw failure instanceof DatabaseUnavailable ours
                    ? ours
                    : new DatabaseUnavailable("opening the database failed", kind(failure), false);
        }
    }

    /** Loads SQLite's library, which takes a while: to be called while there is other work, before {@link #open}. */
    public static void loadSqlite() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception told) {
            LOG.debug("the driver will say so itself when the database is opened", told);
        }
    }

    public Dialect dialect() {
        return dialect;
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return run(writers, work);
            } catch (DatabaseUnavailable failure) {
                if (!failure.passing() || attempt == ATTEMPTS) {
                    throw failure;
                }
                LOG.info("the database asks to repeat a transaction, attempt {}: {}", attempt, failure.getMessage());
            }
        }
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
        return run(readers, work);
    }

    /**
     * Makes what was deleted unreadable in the files too: moves SQLite's log into the database and cuts it; the rows
     * themselves were overwritten (secure_delete). A reader may stand in the way, so it never waits and is tried again
     * after later commits. PostgreSQL does this by itself (vacuum, recycled log).
     */
    private void scrub() {
        if (dialect != Dialect.SQLITE) {
            return;
        }
        try (Connection connection = writers.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=0");
            try (ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                scrubDue.set(!result.next() || result.getInt(1) != 0);
            } finally {
                statement.execute("PRAGMA busy_timeout=5000");
            }
        } catch (SQLException failure) {
            LOG.warn(
                    "the files were not scrubbed yet: {}",
                    SqlFailure.of("the checkpoint", failure).getMessage());
        }
    }

    @Override
    public void close() {
        closeAll(readers, writers);
    }

    private <T> T run(HikariDataSource pool, Function<Transaction, T> work) {
        T result;
        SqlTransaction tx;
        try (Connection connection = pool.getConnection()) {
            try {
                connection.setAutoCommit(false);
            } catch (SQLException failure) {
                throw abandoned(pool, connection, SqlFailure.of("beginning a transaction", failure));
            }
            tx = new SqlTransaction(statementsOf(connection), dialect);
            try {
                result = work.apply(tx);
            } catch (RuntimeException | Error failure) {
                rollBack(pool, connection, failure);
                throw failure;
            }
            try {
                // Commits, and begins no new transaction as commit() would on SQLite: an idle writer must hold no lock.
                connection.setAutoCommit(true);
            } catch (SQLException failure) {
                throw abandoned(pool, connection, SqlFailure.of("the commit", failure));
            }
        } catch (SQLException failure) {
            throw SqlFailure.of("getting a database connection", failure);
        }
        if (tx.scrubs()) {
            scrubDue.set(true);
        }
        if (scrubDue.get() && pool == writers) {
            scrub();
        }
        tx.afterCommit().forEach(SqlDatabase::runAfterCommit);
        return result;
    }

    private static void runAfterCommit(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failure) {
            LOG.error("an action after a commit failed: {}", kind(failure), failure);
        }
    }

    private void rollBack(HikariDataSource pool, Connection connection, Throwable reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException failure) {
            reason.addSuppressed(abandoned(pool, connection, SqlFailure.of("the rollback", failure)));
        }
    }

    /** A connection whose transaction is in an unknown state must not serve anybody else. */
    private DatabaseUnavailable abandoned(HikariDataSource pool, Connection connection, DatabaseUnavailable failure) {
        try {
            statements.remove(connection.unwrap(Connection.class));
        } catch (SQLException closed) {
            failure.addSuppressed(SqlFailure.of("abandoning a connection", closed));
        }
        pool.evictConnection(connection);
        return failure;
    }

    /** PostgreSQL's driver keeps statements itself; for SQLite they are kept per physical connection. */
    private SqlStatements statementsOf(Connection connection) throws SQLException {
        return dialect == Dialect.POSTGRESQL
                ? new SqlStatements(connection)
                : statements.computeIfAbsent(connection.unwrap(Connection.class), SqlStatements::new);
    }

    static FluentConfiguration migrations(Dialect dialect, String jdbcUrl) {
        return Flyway.configure()
                .dataSource(SqlPools.migrationUrl(dialect, jdbcUrl), null, null)
                .locations("classpath:db/migration/common", "classpath:db/migration/" + dialect.folder())
                .placeholders(dialect.placeholders())
                // All or nothing, and one commit instead of one for each.
                .group(true)
                .loggers("slf4j");
    }

    private static void closeAll(HikariDataSource... pools) {
        for (HikariDataSource pool : pools) {
            if (pool != null) {
                pool.close();
            }
        }
    }

    /** The innermost kind of a failure: messages of drivers and pools may hold the URL, and the URL a password. */
    private static String kind(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getSimpleName();
    }
}
