package io.consentgate.bench;

import io.consentgate.database.SqlDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Random;

/**
 * What the database alone takes for the intake: the statements of its stores (inbound keys, people, aliases, profiles,
 * register, evidence, changed), on the same tables, 2,000 events a transaction, with values of the same size made in the
 * loop. No reading, no validation, no hashing.
 */
final class PlainLoop {

    private static final int BATCH = 500;
    private static final int TRANSACTION = 2_000;
    private static final String PRAGMAS = "?journal_mode=WAL&synchronous=FULL&foreign_keys=true&busy_timeout=5000"
            + "&secure_delete=true&temp_store=MEMORY&transaction_mode=IMMEDIATE&cache_size=-64000";
    private static final String FACTS =
            "{\"first_name\":{\"v\":\"Nome%1$d\",\"at\":1760000000000},\"last_name\":{\"v\":"
                    + "\"Cognome%1$d\",\"at\":1760000000000},\"locale\":{\"v\":\"it\",\"at\":1760000000000},\"country_code\":{"
                    + "\"v\":\"IT\",\"at\":1760000000000},\"loyalty.points\":{\"v\":\"%1$d\",\"at\":1760000000000},"
                    + "\"loyalty.total_spent\":{\"v\":\"%1$d.90\",\"at\":1760000000000}}";
    private static final String STATEMENT =
            "{\"kind\":\"choice\",\"purpose\":\"direct_marketing\",\"channel\":\"email\",\"status\":\"given\",\"basis\":"
                    + "\"consent\",\"opt_in_level\":\"confirmed_opt_in\",\"recorded_at\":\"2026-10-23T10:00:00Z\","
                    + "\"event_time\":\"2026-10-23T10:00:00Z\",\"collected_from\":\"newsletter_form\","
                    + "\"notice_version\":\"2026-01\",\"evidenced\":true,\"origin\":\"site\"}";
    private static final String EVIDENCE = "{\"source\":\"bench.example/intake\",\"data\":{\"person\":{\"email\":"
            + "\"subscriber%1$d@example.com\"},\"purpose\":\"direct_marketing\",\"channel\":\"email\",\"status\":"
            + "\"given\",\"recorded_at\":\"2026-10-23T10:00:00Z\",\"collected_from\":\"newsletter_form\","
            + "\"notice_version\":\"2026-01\",\"opt_in_level\":\"confirmed_opt_in\",\"evidence\":{\"newsletter\":\"on\"}}}";
    private static final String MARKS = String.join(",", Collections.nCopies(BATCH / 2, "?"));

    private final Connection connection;
    private final Random random = new Random(1);
    private final long now = System.currentTimeMillis();
    private long seq;

    private PlainLoop(Connection connection) {
        this.connection = connection;
    }

    static Duration run(Path folder, int events) {
        String url = "jdbc:sqlite:" + folder.resolve("plain.db");
        SqlDatabase.open(url).close();
        try (Connection connection = DriverManager.getConnection(url + PRAGMAS)) {
            try (Statement pragma = connection.createStatement()) {
                pragma.execute("PRAGMA wal_autocheckpoint=64000");
            }
            connection.setAutoCommit(false);
            Instant begun = Instant.now();
            PlainLoop loop = new PlainLoop(connection);
            try (Statements statements = new Statements(connection)) {
                for (int first = 0; first < events / 2; first += BATCH / 2) {
                    loop.batch(statements, first);
                    if ((first * 2 + BATCH) % TRANSACTION == 0) {
                        connection.commit();
                    }
                }
                connection.commit();
            }
            return Duration.between(begun, Instant.now());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Statements implements AutoCloseable {
        private final PreparedStatement key;
        private final PreparedStatement suppressed;
        private final PreparedStatement people;
        private final PreparedStatement person;
        private final PreparedStatement alias;
        private final PreparedStatement profiles;
        private final PreparedStatement profile;
        private final PreparedStatement noHead;
        private final PreparedStatement head;
        private final PreparedStatement entry;
        private final PreparedStatement evidence;
        private final PreparedStatement advance;
        private final PreparedStatement sharing;
        private final PreparedStatement mark;

        private Statements(Connection connection) throws SQLException {
            key = connection.prepareStatement("INSERT INTO inbound_key (key_hash, content_hash, received_at)"
                    + " VALUES (?, ?, ?) ON CONFLICT (key_hash) DO NOTHING");
            suppressed = connection.prepareStatement("SELECT 1 FROM suppression WHERE site = ? LIMIT 1");
            people = connection.prepareStatement("SELECT id, site, kind, value, created_at FROM person"
                    + " WHERE site = ? AND kind = ? AND value IN (" + MARKS + ")");
            person = connection.prepareStatement("INSERT INTO person (site, kind, value, id, created_at)"
                    + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (site, kind, value) DO NOTHING");
            alias = connection.prepareStatement("INSERT INTO alias (site, shop, external_id, since, person_id)"
                    + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
            profiles = connection.prepareStatement(
                    "SELECT person_id, facts, created_at FROM profile WHERE person_id IN (" + MARKS + ")");
            profile = connection.prepareStatement(
                    "INSERT INTO profile (person_id, facts, phone_key, created_at, updated_at) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT (person_id) DO UPDATE SET facts = excluded.facts,"
                            + " phone_key = excluded.phone_key, updated_at = excluded.updated_at");
            noHead = connection.prepareStatement(
                    "INSERT INTO register_head (site, seq, hash) VALUES (?, 0, ?) ON CONFLICT DO NOTHING");
            head = connection.prepareStatement("SELECT seq, hash FROM register_head WHERE site = ?");
            entry = connection.prepareStatement(
                    "INSERT INTO consent_event (site, seq, person_id, received_at, statement, evidence_hash, hash)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)");
            evidence =
                    connection.prepareStatement("INSERT INTO evidence (site, seq, salt, content) VALUES (?, ?, ?, ?)");
            advance = connection.prepareStatement("UPDATE register_head SET seq = ?, hash = ? WHERE site = ?");
            sharing = connection.prepareStatement("SELECT DISTINCT other.person_id FROM alias mine JOIN alias other"
                    + " ON other.site = mine.site AND other.shop = mine.shop AND other.external_id = mine.external_id"
                    + " WHERE mine.person_id IN (" + MARKS + ") AND other.person_id <> mine.person_id");
            mark = connection.prepareStatement(
                    "INSERT INTO changed (account, address, lane, due_at, marked_at, version) VALUES (?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT (account, address) DO UPDATE SET version = changed.version + 1");
        }

        @Override
        public void close() throws SQLException {
            for (PreparedStatement statement : new PreparedStatement[] {
                key,
                suppressed,
                people,
                person,
                alias,
                profiles,
                profile,
                noHead,
                head,
                entry,
                evidence,
                advance,
                sharing,
                mark
            }) {
                statement.close();
            }
        }
    }

    private void batch(Statements sql, int first) throws SQLException {
        int last = first + BATCH / 2;
        for (int i = 0; i < BATCH; i++) {
            add(sql.key, bytes(12), bytes(8), now);
        }
        sql.key.executeBatch();
        query(sql.suppressed, "shop");
        Object[] asked = new Object[2 + BATCH / 2];
        asked[0] = "shop";
        asked[1] = "email";
        Object[] ids = new Object[BATCH / 2];
        for (int number = first; number < last; number++) {
            asked[2 + number - first] = Bench.email(number);
            ids[number - first] = id(number);
        }
        query(sql.people, asked);
        for (int number = first; number < last; number++) {
            add(sql.person, "shop", "email", Bench.email(number), id(number), now);
            add(sql.alias, "shop", "bench.example", String.valueOf(number), now, id(number));
            add(sql.profile, id(number), FACTS.formatted(number % 977), null, now, now);
        }
        sql.person.executeBatch();
        sql.alias.executeBatch();
        query(sql.profiles, ids);
        sql.profile.executeBatch();
        add(sql.noHead, "shop", bytes(32));
        sql.noHead.executeBatch();
        query(sql.head, "shop");
        for (int number = first; number < last; number++) {
            seq++;
            add(sql.entry, "shop", seq, id(number), now, STATEMENT, bytes(32), bytes(32));
            add(sql.evidence, "shop", seq, bytes(16), EVIDENCE.formatted(number));
        }
        sql.entry.executeBatch();
        sql.evidence.executeBatch();
        add(sql.advance, seq, bytes(32), "shop");
        sql.advance.executeBatch();
        query(sql.sharing, ids);
        for (int number = first; number < last; number++) {
            add(sql.mark, "main", Bench.email(number), 2, now, now, now);
        }
        sql.mark.executeBatch();
    }

    private static long id(int number) {
        return 1_000_000L + number;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void add(PreparedStatement statement, Object... values) throws SQLException {
        bind(statement, values);
        statement.addBatch();
    }

    private static void query(PreparedStatement statement, Object... values) throws SQLException {
        bind(statement, values);
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                result.getObject(1);
            }
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
