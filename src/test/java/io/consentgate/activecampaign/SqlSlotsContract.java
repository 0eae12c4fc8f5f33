package io.consentgate.activecampaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.Slots.Reservation;
import io.consentgate.database.SqlDatabase;
import io.consentgate.database.SqlTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Departures shared by processes: here two {@link SqlSlots} on one database stand for two processes. */
abstract class SqlSlotsContract {

    private SqlDatabase database;
    private Slots here;
    private Slots there;

    abstract SqlDatabase open();

    @BeforeEach
    void openDatabase() {
        database = open();
        here = new SqlSlots(database, "main", Ticker.SYSTEM);
        there = new SqlSlots(database, "main", Ticker.SYSTEM);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void departuresAreSpacedOverProcessesAndOtherAccountsHaveTheirOwn() {
        long first = at(here.reserve(Use.CALL));
        long second = at(there.reserve(Use.CALL));
        long third = at(here.reserve(Use.CALL));
        long other = at(new SqlSlots(database, "second", Ticker.SYSTEM).reserve(Use.CALL));

        // The rows are exact to the millisecond, the two readings of the clock nearly so.
        assertThat(second - first).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(200));
        assertThat(third - second).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(200));
        assertThat(other).isLessThan(third);
    }

    @Test
    void farAheadNothingIsReserved() {
        List<Reservation> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add((i % 2 == 0 ? here : there).reserve(Use.CALL));
        }

        assertThat(all.get(0)).isInstanceOf(Reservation.At.class);
        assertThat(all.get(9)).isInstanceOf(Reservation.NotBefore.class);
    }

    @Test
    void aPauseHoldsForEverybodyAndAShorterOneDoesNotShortenIt() {
        here.hold(Duration.ofSeconds(30));
        there.hold(Duration.ofSeconds(2));

        assertThat(((Reservation.NotBefore) there.reserve(Use.CALL)).in())
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
        assertThat(there.untilImport(Use.IMPORT_MANY)).isZero();
    }

    @Test
    void aClockThatWasSetBackDoesNotSilenceTheAccount() {
        at(here.reserve(Use.CALL));
        database.write(tx -> SqlTransaction.of(tx).update("UPDATE rate_slot SET next_at = next_at + ?", 86_400_000L));

        assertThat(here.reserve(Use.CALL)).isInstanceOf(Reservation.At.class);
    }

    @Test
    void aMinuteHoldsAHundredImportsAndTwentySingleOnes() {
        fill("import_many", 100, 30_000);
        fill("import_one", 19, 30_000);

        assertThat(((Reservation.NotBefore) here.reserve(Use.IMPORT_MANY)).in())
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(31));
        assertThat(here.untilImport(Use.IMPORT_MANY)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(31));
        assertThat(here.reserve(Use.IMPORT_ONE)).isInstanceOf(Reservation.At.class);
        assertThat(here.reserve(Use.IMPORT_ONE)).isInstanceOf(Reservation.NotBefore.class);
        assertThat(here.reserve(Use.CALL)).isInstanceOf(Reservation.At.class);
    }

    @Test
    void whatIsOlderThanAMinuteMakesRoomAndIsForgotten() {
        fill("import_many", 100, 61_001);

        assertThat(here.reserve(Use.IMPORT_MANY)).isInstanceOf(Reservation.At.class);
        assertThat(database.<Long>read(tx -> SqlTransaction.of(tx).queryNumber("SELECT COUNT(*) FROM bulk_slot")))
                .isEqualTo(1);
    }

    @Test
    void importsAloneCanBeHeld() {
        here.holdImports(Duration.ofSeconds(10));

        assertThat(there.reserve(Use.IMPORT_MANY)).isInstanceOf(Reservation.NotBefore.class);
        assertThat(there.reserve(Use.CALL)).isInstanceOf(Reservation.At.class);
    }

    @Test
    void noSecondHasMoreThanFiveDeparturesWhateverTheThreads() throws InterruptedException {
        ConcurrentSkipListSet<Long> departures = new ConcurrentSkipListSet<>();
        List<Thread> threads = new ArrayList<>();
        for (CallBudget process : List.of(process(here), process(there))) {
            for (Lane lane : Lane.values()) {
                threads.add(new Thread(() -> {
                    for (int i = 0; i < 3; i++) {
                        departures.add(departure(process, lane));
                    }
                }));
            }
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        List<Long> times = List.copyOf(departures);
        assertThat(times).hasSize(24);
        for (int i = 5; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 5)).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
        }
    }

    /** What the slots alone do: without the pace that each process keeps for itself. */
    private static CallBudget process(Slots slots) {
        return new CallBudget(slots, Ticker.SYSTEM, Pace.unlimited(Ticker.SYSTEM));
    }

    /** When it was granted, missed departures taken anew as {@link Calls} does. */
    private static long departure(CallBudget budget, Lane lane) {
        try {
            CallBudget.Turn.Now turn = (CallBudget.Turn.Now) budget.take(lane, Use.CALL);
            long now = Ticker.SYSTEM.nanos();
            while (budget.missed(turn)) {
                turn = (CallBudget.Turn.Now) budget.takeAgain(turn);
                now = Ticker.SYSTEM.nanos();
            }
            turn.call().ended();
            return now;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void fill(String kind, int count, long millisAgo) {
        database.write(tx -> {
            SqlTransaction sql = SqlTransaction.of(tx);
            List<Object[]> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rows.add(new Object[] {"main", kind, sql.databaseTime().toEpochMilli() - millisAgo});
            }
            return sql.updateBatch("INSERT INTO bulk_slot (account, kind, taken_at) VALUES (?, ?, ?)", rows);
        });
    }

    private static long at(Reservation reservation) {
        return ((Reservation.At) reservation).nanos();
    }
}
