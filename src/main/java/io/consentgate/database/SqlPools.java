package io.consentgate.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** How connections are made and how many (camel-stack.md chapter 4). */
final class SqlPools {

    /**
     * Durable per commit, readers beside the writer, deleted rows overwritten. The log grows to 256 MB before it is
     * moved into the file: rows with random keys touch the same pages again and again.
     */
    private static final String SQLITE_COMMON = "?journal_mode=WAL&synchronous=FULL&foreign_keys=true"
            + "&busy_timeout=5000&secure_delete=true&temp_store=MEMORY";

    private static final String SQLITE_WRITER = SQLITE_COMMON + "&transaction_mode=IMMEDIATE&cache_size=-64000";
    private static final String SQLITE_READER = SQLITE_COMMON + "&transaction_mode=DEFERRED&cache_size=-8000";

    private static final int SQLITE_READERS = 4;
    private static final int POSTGRESQL_CONNECTIONS = 8;

    private SqlPools() {}

    static HikariDataSource writers(Dialect dialect, String jdbcUrl, Duration wait) {
        HikariConfig config = common("writers", wait);
        switch (dialect) {
            case SQLITE -> {
                config.setJdbcUrl(jdbcUrl + SQLITE_WRITER);
                config.setConnectionInitSql("PRAGMA wal_autocheckpoint=64000");
                config.setMaximumPoolSize(1);
                config.setMaxLifetime(0);
            }
            case POSTGRESQL -> {
                config.setJdbcUrl(jdbcUrl);
                config.setMaximumPoolSize(POSTGRESQL_CONNECTIONS);
                config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
            }
        }
        return new HikariDataSource(config);
    }

    static HikariDataSource readers(Dialect dialect, String jdbcUrl, Duration wait) {
        HikariConfig config = common("readers", wait);
        switch (dialect) {
            case SQLITE -> {
                config.setJdbcUrl(jdbcUrl + SQLITE_READER);
                config.setConnectionInitSql("PRAGMA query_only=true");
                config.setMaximumPoolSize(SQLITE_READERS);
                config.setMaxLifetime(0);
            }
            case POSTGRESQL -> {
                config.setJdbcUrl(jdbcUrl);
                config.setMaximumPoolSize(POSTGRESQL_CONNECTIONS);
                config.setReadOnly(true);
                config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
            }
        }
        return new HikariDataSource(config);
    }

    /** Where the migrations run: outside the pools, because they need two connections at once. */
    static String migrationUrl(Dialect dialect, String jdbcUrl) {
        return dialect == Dialect.SQLITE ? jdbcUrl + SQLITE_COMMON : jdbcUrl;
    }

    private static HikariConfig common(String name, Duration wait) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("consentgate-" + name);
        config.setConnectionTimeout(wait.toMillis());
        config.setMinimumIdle(1);
        return config;
    }
}
