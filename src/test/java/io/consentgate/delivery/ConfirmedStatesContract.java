package io.consentgate.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentgate.database.DatabaseUnavailable;
import io.consentgate.database.SqlDatabase;
import io.consentgate.delivery.Confirmed.Doubt;
import io.consentgate.delivery.RemoteState.Membership;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the tables of confirmed states and of imports promise, on both databases. */
abstract class ConfirmedStatesContract {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final ImportBatches batches = new SqlImportBatches();
    private SqlDatabase database;
    private ConfirmedStates states;

    abstract SqlDatabase open();

    @BeforeEach
    void openStates() {
        database = open();
        states = new SqlConfirmedStates(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Nested
    class Saving {

        @Test
        void keepsEverythingThatIsKnown() {
            Confirmed ana = new Confirmed(
                    "main",
                    "ana@example.com",
                    "17",
                    true,
                    new RemoteState(
                            Map.of("first_name", "d1"),
                            Map.of("Newsletter", new Membership(1, true)),
                            Set.of("customer"),
                            NOW.toEpochMilli(),
                            RemoteState.Ended.MAPPED),
                    new Doubt(Doubt.Kind.IMPORT, NOW),
                    5L,
                    NOW.plusSeconds(9));
            save(ana);

            assertThat(find("ana@example.com")).isEqualTo(ana.written());
            assertThat(database.<List<Confirmed>>read(tx -> states.inBatch(tx, 5)))
                    .containsExactly(ana.written());
        }

        @Test
        void movesTheRevisionOn() {
            save(seen("ana@example.com"));
            save(find("ana@example.com").withRemote("18", false));

            assertThat(find("ana@example.com"))
                    .satisfies(ana -> assertThat(ana.remoteId()).isEqualTo("18"))
                    .extracting(Confirmed::revision)
                    .isEqualTo(2L);
        }

        @Test
        void ofWhatSomebodyElseWroteSinceChangesNothingAndSaysSo() {
            save(seen("ana@example.com"));
            Confirmed old = find("ana@example.com");
            save(old.withRemote("18", false));

            assertThat(database.<Boolean>write(tx -> states.saveIfUnchanged(tx, List.of(old.withRemote("19", false)))))
                    .isFalse();
            assertThat(find("ana@example.com").remoteId()).isEqualTo("18");
        }

        @Test
        void somebodyForTheFirstTimeWhomAnotherWroteFirstSaysSoToo() {
            save(seen("ana@example.com"));

            assertThat(database.<Boolean>write(tx -> states.saveIfUnchanged(tx, List.of(seen("ana@example.com")))))
                    .isFalse();
        }

        @Test
        void inTheTransactionThatReadIsDoneAgainAfterALostRace() {
            save(seen("ana@example.com"));
            Confirmed old = find("ana@example.com");
            save(old);
            AtomicInteger attempts = new AtomicInteger();

            assertThatThrownBy(() -> database.write(tx -> {
                        attempts.incrementAndGet();
                        states.save(tx, List.of(old));
                        return null;
                    }))
                    .isInstanceOf(DatabaseUnavailable.class);
            assertThat(attempts).hasValueGreaterThan(1);
        }

        @Test
        void losesNothingWhenManyWriteAtTheSameTime() {
            save(seen("ana@example.com"));

            long saved = IntStream.range(0, 40)
                    .parallel()
                    .filter(i -> database.write(tx -> {
                        Confirmed ana =
                                states.find(tx, "main", "ana@example.com").orElseThrow();
                        return states.saveIfUnchanged(
                                tx, List.of(ana.withState(ana.state().withList("List " + i, 1, true))));
                    }))
                    .count();

            assertThat(find("ana@example.com").state().lists()).hasSize((int) saved);
        }
    }

    @Nested
    class LookingAtImports {

        @Test
        void theLongestDueIsNext() {
            accepted(1, NOW.minusSeconds(1));
            accepted(2, NOW.minusSeconds(2));

            assertThat(next(NOW)).isEqualTo(2L);
        }

        @Test
        void whoHurriesIsNextOnceDueAndTheOthersMayWait() {
            accepted(1, NOW.minusSeconds(9));
            accepted(2, NOW);
            accepted(3, NOW.plusSeconds(1));
            hurry(2);
            hurry(3);

            assertThat(next(NOW)).isEqualTo(2L);
            assertThat(next(NOW.minusSeconds(30))).isEqualTo(2L);
            assertThat(database.<Object>write(tx -> {
                        batches.close(tx, 2);
                        return batches.nextToLookAt(tx, "main", NOW, NOW.minusSeconds(30));
                    }))
                    .isEqualTo(java.util.Optional.empty());
        }

        private void accepted(long id, Instant lookAt) {
            database.write(tx -> {
                batches.sending(tx, new ImportBatches.Batch(id, "main", null, 25, NOW, 0));
                batches.accepted(tx, id, "remote" + id, lookAt);
                return null;
            });
        }

        private void hurry(long id) {
            database.write(tx -> {
                batches.hurry(tx, id);
                return null;
            });
        }

        private long next(Instant others) {
            return database.read(tx ->
                    batches.nextToLookAt(tx, "main", NOW, others).orElseThrow().id());
        }
    }

    private static Confirmed seen(String address) {
        return new Confirmed("main", address, "17", false, RemoteState.NOTHING, null, null, null);
    }

    private void save(Confirmed state) {
        database.write(tx -> {
            states.save(tx, List.of(state));
            return null;
        });
    }

    private Confirmed find(String address) {
        return database.read(tx -> states.find(tx, "main", address)).orElseThrow();
    }
}
