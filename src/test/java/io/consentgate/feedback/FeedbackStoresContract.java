package io.consentgate.feedback;

import static io.consentgate.feedback.FeedbackFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.database.SqlDatabase;
import io.consentgate.feedback.Cursors.Cursor;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhook keys and cursors. */
abstract class FeedbackStoresContract {

    private final SqlWebhookKeys keys = new SqlWebhookKeys();
    private final SqlCursors cursors = new SqlCursors();
    private SqlDatabase database;

    abstract SqlDatabase open();

    @BeforeEach
    void start() {
        database = open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private boolean first(String body) {
        return database.write(tx -> keys.first(tx, body.getBytes(), NOW));
    }

    @Test
    void aWebhookIsTakenOnce() {
        assertThat(first("one")).isTrue();
        assertThat(first("one")).isFalse();
        assertThat(first("two")).isTrue();
    }

    @Test
    void aWebhookWhoseTransactionFailedIsTakenAgain() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> database.write(tx -> {
                    keys.first(tx, "one".getBytes(), NOW);
                    throw new IllegalStateException("a later step failed");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(first("one")).isTrue();
    }

    @Test
    void oldKeysGo() {
        first("one");

        assertThat(database.<Integer>write(tx -> keys.forgetBefore(tx, NOW))).isZero();
        assertThat(database.<Integer>write(tx -> keys.forgetBefore(tx, NOW.plusMillis(1))))
                .isEqualTo(1);
        assertThat(first("one")).isTrue();
    }

    @Test
    void aCursorIsMovedAndForgotten() {
        database.write(tx -> {
            cursors.move(tx, "main", "poll", "1", NOW);
            cursors.move(tx, "main", "poll", "2", NOW.plusSeconds(1));
            cursors.move(tx, "other", "poll", "3", NOW);
            return null;
        });

        assertThat(database.<Optional<Cursor>>read(tx -> cursors.find(tx, "main", "poll")))
                .contains(new Cursor("2", NOW.plusSeconds(1)));
        database.write(tx -> {
            cursors.forget(tx, "main", "poll");
            return null;
        });
        assertThat(database.<Optional<Cursor>>read(tx -> cursors.find(tx, "main", "poll")))
                .isEmpty();
        assertThat(database.<Optional<Cursor>>read(tx -> cursors.find(tx, "other", "poll")))
                .isPresent();
    }
}
