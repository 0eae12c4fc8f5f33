package io.consentgate.database;

import java.util.Map;

/** The few places where SQLite and PostgreSQL want different words (camel-stack.md chapter 4). */
public enum Dialect {
    SQLITE("sqlite", Map.of("binary", "BLOB", "clustered", "WITHOUT ROWID")) {
        @Override
        public String skipLocked() {
            return "";
        }

        @Override
        public String forUpdate() {
            return "";
        }

        @Override
        public String nowMillis() {
            return "SELECT CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER)";
        }
    },
    POSTGRESQL("postgresql", Map.of("binary", "BYTEA", "clustered", "")) {
        @Override
        public String skipLocked() {
            return " FOR UPDATE SKIP LOCKED";
        }

        @Override
        public String forUpdate() {
            return " FOR UPDATE";
        }

        @Override
        public String nowMillis() {
            return "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
        }
    };

    private final String folder;
    private final Map<String, String> placeholders;

    Dialect(String folder, Map<String, String> placeholders) {
        this.folder = folder;
        this.placeholders = placeholders;
    }

    static Dialect of(String jdbcUrl) {
        if (jdbcUrl.startsWith("jdbc:sqlite:")) {
            return SQLITE;
        }
        if (jdbcUrl.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new IllegalArgumentException("the database URL starts with neither jdbc:sqlite: nor jdbc:postgresql:");
    }

    /** Ends a SELECT that claims rows: those that another node holds are passed over. SQLite has one writer anyway. */
    public abstract String skipLocked();

    /** Ends a SELECT of a row that the transaction will change: nobody else may in between. */
    public abstract String forUpdate();

    /** The database's clock, one row with one number: nodes share it where they compare times (leases, slots). */
    public abstract String nowMillis();

    /** Below {@code db/migration}. */
    String folder() {
        return folder;
    }

    Map<String, String> placeholders() {
        return placeholders;
    }
}
