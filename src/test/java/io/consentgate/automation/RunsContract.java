package io.consentgate.automation;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.automation.Runs.Run;
import io.consentgate.automation.Runs.State;
import io.consentgate.database.SqlDatabase;
import io.consentgate.database.Transaction;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.site.Trigger;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of triggers, on either database. */
abstract class RunsContract {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Runs runs = new SqlRuns();
    private final Switches switches = new SqlSwitches();
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

    private static Run run(long id, long person, String occasion, boolean cart) {
        return new Run(
                id,
                "main",
                "shop",
                "reminder",
                person,
                occasion,
                cart,
                new BigDecimal("19.90"),
                NOON,
                NOON.plusSeconds(60));
    }

    private <T> T write(Function<Transaction, T> work) {
        return database.write(work::apply);
    }

    private void add(Run run) {
        write(tx -> {
            runs.add(tx, run, NOON);
            return null;
        });
    }

    private int number(Function<Transaction, Integer> work) {
        return write(work);
    }

    private boolean flag(Function<Transaction, Boolean> work) {
        return write(work);
    }

    private Map<String, Integer> counts() {
        return write(tx -> runs.count(tx, "shop", "reminder"));
    }

    private void end(long id, State state, String reason, Instant at) {
        write(tx -> {
            runs.end(tx, id, state, reason, at);
            return null;
        });
    }

    private List<Run> due(Instant now) {
        return database.read(tx -> runs.due(tx, "main", now, 10));
    }

    @Test
    void theSamePersonAndOccasionSetATriggerOffOnce() {
        add(run(1, 7, "shop c1", true));
        add(run(2, 7, "shop c1", true));
        add(run(3, 8, "shop c1", true));

        assertThat(due(NOON)).isEmpty();
        assertThat(due(NOON.plusSeconds(60)))
                .containsExactlyInAnyOrder(run(1, 7, "shop c1", true), run(3, 8, "shop c1", true));
        end(1, State.DONE, null, NOON);
        add(run(4, 7, "shop c1", true));
        assertThat(due(NOON.plusSeconds(60))).extracting(Run::id).containsExactly(3L);
    }

    @Test
    void aPurchaseEndsWhatWaitsBecauseOfACartOfThatPersonAlone() {
        add(run(1, 7, "shop c1", true));
        add(run(2, 7, "shop o1", false));
        add(run(3, 8, "shop c2", true));

        assertThat(number(tx -> runs.endCarts(tx, "shop", 7, "cart.bought", NOON)))
                .isEqualTo(1);
        assertThat(due(NOON.plusSeconds(60))).extracting(Run::id).containsExactlyInAnyOrder(2L, 3L);
        assertThat(counts()).isEqualTo(Map.of("cart.bought", 1, "waiting", 2));
    }

    @Test
    void whatAKilledProcessWasDoingIsInDoubtAndCountsAsReached() {
        add(run(1, 7, "shop c1", true));
        assertThat(flag(tx -> runs.acting(tx, 1, NOON))).isTrue();
        assertThat(flag(tx -> runs.acting(tx, 1, NOON))).isFalse();

        assertThat(number(tx -> runs.interrupted(tx, "main", NOON))).isEqualTo(1);
        assertThat(due(NOON.plus(Duration.ofDays(1)))).isEmpty();
        assertThat(number(tx -> runs.reached(tx, "shop", "reminder", 7, NOON.minusSeconds(1))))
                .isEqualTo(1);
        assertThat(number(tx -> runs.reached(tx, "shop", "reminder", 7, NOON))).isZero();
        assertThat(number(tx -> runs.reached(tx, "shop", "reminder", 8, NOON.minusSeconds(1))))
                .isZero();
    }

    private static Run of(long id, String trigger, long person) {
        return new Run(id, "main", "shop", trigger, person, "shop o" + id, false, null, NOON, NOON);
    }

    private int reachedByAny(Instant since, Long... people) {
        return number(tx -> runs.reached(tx, "shop", List.of(people), since));
    }

    @Test
    void allTriggersOfASiteCountTogetherForAPersonUnderWhicheverId() {
        add(of(1, "reminder", 7));
        add(of(2, "newcomers", 7));
        add(of(3, "newcomers", 8));
        add(of(4, "newcomers", 9));
        add(of(5, "care", 7));
        end(1, State.DONE, null, NOON);
        end(2, State.IN_DOUBT, null, NOON);
        end(3, State.DONE, null, NOON);
        end(4, State.DONE, null, NOON);
        end(5, State.DROPPED, "cap.person", NOON);

        assertThat(reachedByAny(NOON.minusSeconds(1), 7L)).isEqualTo(2);
        assertThat(reachedByAny(NOON.minusSeconds(1), 7L, 8L)).isEqualTo(3);
        assertThat(reachedByAny(NOON, 7L)).isZero();
        assertThat(number(tx -> runs.reached(tx, "outlet", List.of(7L), NOON.minusSeconds(1))))
                .isZero();
    }

    @Test
    void whoActsForAPersonCountsAfterWhoeverElseDoes() throws Exception {
        int people = 40;
        for (long person = 1; person <= people; person++) {
            add(of(2 * person, "reminder", person));
            add(of(2 * person + 1, "newcomers", person));
        }
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            Future<?> one = nodes.submit(() -> oncePerPerson(together, people, 0));
            Future<?> other = nodes.submit(() -> oncePerPerson(together, people, 1));
            one.get();
            other.get();
        } finally {
            nodes.shutdownNow();
        }

        for (long person = 1; person <= people; person++) {
            assertThat(reachedByAny(NOON.minusSeconds(1), person)).isEqualTo(1);
        }
    }

    /** A node that acts once per person and no oftener, beside another one. */
    private Void oncePerPerson(CyclicBarrier together, int people, int which) throws Exception {
        for (long person = 1; person <= people; person++) {
            long of = person;
            together.await();
            write(tx -> {
                runs.hold(tx, "shop", List.of(of));
                boolean first = runs.reached(tx, "shop", List.of(of), NOON.minusSeconds(1)) == 0;
                // Between the count and the mark there is time for somebody else.
                for (int i = 0; i < 20; i++) {
                    runs.count(tx, "shop", "reminder");
                }
                return first && runs.acting(tx, 2 * of + which, NOON);
            });
        }
        return null;
    }

    @Test
    void whatWaitsIsNeverForgottenAndWhatEndedIs() {
        add(run(1, 7, "shop c1", true));
        add(run(2, 8, "shop c1", true));
        end(2, State.DROPPED, "consent.withdrawn", NOON);
        write(tx -> {
            runs.expire(tx, NOON.plusSeconds(1));
            return null;
        });

        assertThat(counts()).isEqualTo(Map.of("waiting", 1));
    }

    @Test
    void aSwitchWinsOverTheSitesFileUntilItIsTurnedAgain() {
        Trigger paused = trigger(true);
        assertThat(flag(tx -> switches.paused(tx, "shop", paused))).isTrue();
        turn(false);
        assertThat(flag(tx -> switches.paused(tx, "shop", paused))).isFalse();
        assertThat(flag(tx -> switches.paused(tx, "outlet", paused))).isTrue();
        turn(true);
        assertThat(flag(tx -> switches.paused(tx, "shop", trigger(false)))).isTrue();
    }

    private void turn(boolean paused) {
        write(tx -> {
            switches.turn(tx, "shop", "reminder", paused, NOON);
            return null;
        });
    }

    private static Trigger trigger(boolean paused) {
        return new Trigger(
                "reminder",
                Trigger.On.CART_ABANDONED,
                0,
                Set.of(),
                Set.of(),
                Duration.ZERO,
                new Trigger.Audience(Purpose.DIRECT_MARKETING, Channel.EMAIL, Set.of(), Set.of(), null),
                new Trigger.DeepData(),
                new Trigger.Cap(1, 7),
                paused);
    }
}
