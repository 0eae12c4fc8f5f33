package io.consentgate.activecampaign;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.consentgate.activecampaign.CallBudget.Turn;
import io.consentgate.activecampaign.Slots.Reservation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallBudgetTest {

    private final AtomicLong now = new AtomicLong(MILLISECONDS.toNanos(10_000));
    private final List<Reservation> reservations = new CopyOnWriteArrayList<>();
    private final CountDownLatch open = new CountDownLatch(1);

    /** Names of threads, in the order in which they got their turn. */
    private final List<String> order = new CopyOnWriteArrayList<>();

    private final Slots slots = new Slots() {
        @Override
        public Reservation reserve(Use use) {
            order.add(Thread.currentThread().getName());
            return reservations.isEmpty() ? new Reservation.At(now.get()) : reservations.remove(0);
        }

        @Override
        public void hold(Duration pause) {}

        @Override
        public void holdImports(Duration pause) {}

        @Override
        public Duration untilImport(Use use) {
            return Duration.ZERO;
        }
    };

    /** Time stands where it is told to stand; whoever sleeps waits for the latch and then arrives. */
    private final Ticker ticker = new Ticker() {
        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void sleepUntil(long nanos) throws InterruptedException {
            if (nanos > now.get()) {
                open.await();
                now.accumulateAndGet(nanos, Math::max);
            }
        }
    };

    private final CallBudget budget = new CallBudget(slots, ticker, Pace.unlimited(ticker));

    @Test
    void theBetterLaneGoesFirstThenWhoCameFirst() {
        reservations.add(new Reservation.At(now.get() + 1));
        wait(Lane.BACKFILL, "holds the slot");
        wait(Lane.BACKFILL, "backfill");
        wait(Lane.CONTACT, "contact");
        wait(Lane.CONTACT, "another contact");
        wait(Lane.WITHDRAWAL, "withdrawal");

        open.countDown();

        await().until(() -> order.size() == 5);
        assertThat(order).containsExactly("holds the slot", "withdrawal", "contact", "another contact", "backfill");
    }

    @Test
    void anImportThatWaitsForItsMinuteHoldsUpNobody() throws InterruptedException {
        reservations.add(new Reservation.NotBefore(Duration.ofSeconds(40)));
        CountDownLatch imported = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            take(Lane.BACKFILL, Use.IMPORT_MANY);
            imported.countDown();
        });
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.WAITING && reservations.isEmpty());

        assertThat(budget.take(Lane.BACKFILL, Use.CALL)).isInstanceOf(Turn.Now.class);
        assertThat(imported.getCount()).isEqualTo(1);
        open.countDown();
        await().until(() -> imported.getCount() == 0);
    }

    @Test
    void aLongPauseIsToldAndNotWaitedFor() throws InterruptedException {
        reservations.add(new Reservation.NotBefore(Duration.ofSeconds(30)));

        assertThat(budget.take(Lane.WITHDRAWAL, Use.CALL)).isEqualTo(new Turn.NotNow(Duration.ofSeconds(30)));
    }

    @Test
    void aDepartureIsMissedFiftyMillisecondsLateOrWhenTheAccountWasPutOnHold() throws InterruptedException {
        Turn.Now turn = (Turn.Now) budget.take(Lane.CONTACT, Use.CALL);
        now.addAndGet(MILLISECONDS.toNanos(50));
        assertThat(budget.missed(turn)).isFalse();
        now.addAndGet(1);
        assertThat(budget.missed(turn)).isTrue();

        Turn.Now next = (Turn.Now) budget.take(Lane.CONTACT, Use.CALL);
        now.addAndGet(1);
        budget.hold(Duration.ofSeconds(2));
        assertThat(budget.missed(next)).isTrue();
    }

    private void wait(Lane lane, String name) {
        Thread thread = new Thread(() -> take(lane, Use.CALL), name);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }

    private Turn take(Lane lane, Use use) {
        try {
            return budget.take(lane, use);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
