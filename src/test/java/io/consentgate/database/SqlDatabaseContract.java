package io.consentgate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every room may rely on, on both databases. */
abstract class SqlDatabaseContract {

    private static final String INSERT =
            "INSERT INTO cursor_position (account, name, position, moved_at) VALUES (?, ?, ?, ?)";
    private static final String POSITION = "SELECT position FROM cursor_position WHERE account = ? AND name = ?";

    private SqlDatabase database;

    abstract SqlDatabase open();

    /** Of a database that nothing was opened on yet. */
    abstract String emptyUrl();

    @BeforeEach
    void openDatabase() {
        database = open();
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void whatIsWrittenIsReadByTheNextTransaction() {
        insert("poll", "7");

        assertThat(position("poll")).isEqualTo("7");
    }

    @Test
    void workThatThrowsLeavesNothingAndItsExceptionIsPassedOn() {
        assertThatThrownBy(() -> database.write(tx -> {
                    SqlTransaction.of(tx).update(INSERT, "main", "poll", "7", Instant.EPOCH);
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");

        assertThat(position("poll")).isNull();
        insert("poll", "8");
        assertThat(position("poll")).isEqualTo("8");
    }

    @Test
    void anUpgradeThatFailsLeavesTheTablesAsTheyWere() throws SQLException {
        String url = emptyUrl();
        // As a version left them that knew nothing of what came after V60; then somebody made a table that V75 makes.
        SqlDatabase.migrations(Dialect.of(url), url).target("60").load().migrate();
        execute(url, "CREATE TABLE dead_letter_75 (id BIGINT)");

        assertThatThrownBy(() -> SqlDatabase.open(url)).isInstanceOf(DatabaseUnavailable.class);
        assertThat(newest(url)).as("V65 came before what failed").isEqualTo("60");

        execute(url, "DROP TABLE dead_letter_75");
        SqlDatabase.open(url).close();
        assertThat(newest(url)).isEqualTo("80");
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String newest(String url) {
        return SqlDatabase.migrations(Dialect.of(url), url)
                .load()
                .info()
                .current()
                .getVersion()
                .getVersion();
    }

    @Test
    void aReaderSeesOneSnapshotWhileAWriterCommits() {
        insert("poll", "1");
        database.read(tx -> {
            assertThat(position(SqlTransaction.of(tx), "poll")).isEqualTo("1");
            CompletableFuture.runAsync(() -> database.write(
                            write -> SqlTransaction.of(write).update("UPDATE cursor_position SET position = ?", "2")))
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
            assertThat(position(SqlTransaction.of(tx), "poll")).isEqualTo("1");
            return null;
        });
        assertThat(position("poll")).isEqualTo("2");
    }

    @Test
    void aReaderCannotWrite() {
        assertThatThrownBy(() -> database.read(
                        tx -> SqlTransaction.of(tx).update(INSERT, "main", "poll", "secret", Instant.EPOCH)))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining(INSERT)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aFailureNamesTheStatementAndNoValue() {
        insert("mario@example.com", "1");

        assertThatThrownBy(() -> insert("mario@example.com", "2"))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasNoCause()
                .hasMessageContaining(INSERT)
                .hasMessageNotContaining("mario");
    }

    @Test
    void actionsRunAfterTheCommitAndOnlyThen() {
        List<String> ran = new ArrayList<>();

        database.write(tx -> {
            tx.afterCommit(() -> ran.add(position("poll")));
            return SqlTransaction.of(tx).update(INSERT, "main", "poll", "7", Instant.EPOCH);
        });
        assertThatThrownBy(() -> database.write(tx -> {
                    tx.afterCommit(() -> ran.add("rolled back"));
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(ran).containsExactly("7");
    }

    @Test
    void aBatchSaysWhichRowsItChanged() {
        insert("b", "1");

        int[] changed = database.write(tx -> SqlTransaction.of(tx)
                .updateBatch(INSERT + " ON CONFLICT DO NOTHING", List.of(row("a"), row("b"), row("c"), row("a"))));

        assertThat(changed).containsExactly(1, 0, 1, 0);
    }

    @Test
    void aListOfAnyLengthIsLookedUp() {
        database.write(tx -> SqlTransaction.of(tx)
                .updateBatch(
                        INSERT,
                        IntStream.range(0, 1_203).mapToObj(i -> row("n" + i)).toList()));
        List<String> asked = IntStream.range(0, 2_400).mapToObj(i -> "n" + i).toList();

        List<String> found = database.read(tx -> SqlTransaction.of(tx)
                .queryIn(
                        "SELECT name FROM cursor_position WHERE account = ? AND name IN (?*)",
                        asked,
                        row -> row.text(1),
                        "main"));

        assertThat(found).hasSize(1_203).doesNotHaveDuplicates();
    }

    @Test
    void allTypesComeBackAsTheyWent() {
        byte[] bytes = "x\0y".getBytes(StandardCharsets.UTF_8);
        Instant instant = Instant.ofEpochMilli(1_763_800_000_123L);
        database.write(tx -> SqlTransaction.of(tx)
                .update("INSERT INTO webhook_key (hash, received_at) VALUES (?, ?)", bytes, instant));

        database.read(tx -> {
            SqlTransaction.of(tx).forEach("SELECT hash, received_at, NULL FROM webhook_key", row -> {
                assertThat(row.bytes(1)).isEqualTo(bytes);
                assertThat(row.instant(2)).isEqualTo(instant);
                assertThat(row.numberOrNull(3)).isNull();
            });
            return null;
        });
    }

    @Test
    void theDatabaseTellsTheTime() {
        Instant time = database.read(tx -> SqlTransaction.of(tx).databaseTime());

        assertThat(Duration.between(time, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void theRegisterCanBeNeitherChangedNorEmptied() {
        database.write(tx -> SqlTransaction.of(tx)
                .update(
                        "INSERT INTO consent_event (site, seq, person_id, received_at, statement, evidence_hash, hash)"
                                + " VALUES ('shop', 1, 5, 0, '{}', ?, ?)",
                        new byte[32],
                        new byte[32]));

        for (String change : List.of("UPDATE consent_event SET person_id = 6", "DELETE FROM consent_event")) {
            assertThatThrownBy(() -> database.write(tx -> SqlTransaction.of(tx).update(change)))
                    .isInstanceOf(DatabaseUnavailable.class);
        }
        assertThat(database.<Long>read(tx -> SqlTransaction.of(tx).queryNumber("SELECT person_id FROM consent_event")))
                .isEqualTo(5);
    }

    private static Object[] row(String name) {
        return new Object[] {"main", name, "1", Instant.EPOCH};
    }

    private void insert(String name, String position) {
        database.write(tx -> SqlTransaction.of(tx).update(INSERT, "main", name, position, Instant.EPOCH));
    }

    private String position(String name) {
        return database.read(tx -> position(SqlTransaction.of(tx), name));
    }

    private static String position(SqlTransaction tx, String name) {
        return tx.queryFirst(POSITION, row -> row.text(1), "main", name).orElse(null);
    }
}
