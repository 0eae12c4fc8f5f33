package io.consentgate.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Databases for contract tests: a SQLite file in a folder of the test, or a fresh database in the one PostgreSQL that a
 * test run shares. The pattern: the contract is an abstract class with {@code abstract SqlDatabase open()}, and nested
 * or neighbouring subclasses of a few lines choose here.
 */
public final class EmbeddedDatabases {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private EmbeddedDatabases() {}

    public static SqlDatabase sqlite(Path folder) {
        return SqlDatabase.open(sqliteUrl(folder));
    }

    public static String sqliteUrl(Path folder) {
        return "jdbc:sqlite:" + folder.resolve("consentgate.db");
    }

    /** A database of its own, empty. */
    public static SqlDatabase postgresql() {
        return SqlDatabase.open(postgresqlUrl());
    }

    public static String postgresqlUrl() {
        String name = "test_" + COUNTER.incrementAndGet();
        try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException("the embedded PostgreSQL made no database", failure);
        }
        return Server.POSTGRES.getJdbcUrl("postgres", name);
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres started = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        started.close();
                    } catch (IOException gone) {
                        // The JVM ends anyway.
                    }
                }));
                return started;
            } catch (IOException failure) {
                throw new UncheckedIOException("the embedded PostgreSQL did not start", failure);
            }
        }
    }
}
