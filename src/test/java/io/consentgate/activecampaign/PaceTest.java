package io.consentgate.activecampaign;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - MILLISECONDS.toNanos(1_500));
    private final Ticker ticker = new Ticker() {
        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void sleepUntil(long nanos) {
            now.set(nanos);
        }
    };
    private final Pace pace = new Pace(ticker);

    @Test
    void fiveMayBeginAtOnceAndTheSixthASecondAfterTheFirstWasAnswered() throws InterruptedException {
        long start = now.get();
        List<Pace.Call> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pace.awaitRoom();
            calls.add(pace.begin());
            calls.get(i).departs();
        }
        assertThat(now.get() - start).isZero();

        now.addAndGet(MILLISECONDS.toNanos(300));
        calls.get(0).ended();
        pace.awaitRoom();

        assertThat(now.get() - start).isEqualTo(MILLISECONDS.toNanos(1_305));
    }

    @Test
    void aCallThatIsNotAnsweredCountsAsThereThreeSecondsAfterItsFirstByte() throws InterruptedException {
        long start = now.get();
        for (int i = 0; i < 5; i++) {
            pace.begin().departs();
        }
        pace.awaitRoom();

        assertThat(now.get() - start).isEqualTo(MILLISECONDS.toNanos(4_005));
    }

    /** Each call arrives anywhere between its first byte and its answer, at most three seconds later. */
    @Property(tries = 300)
    void noSecondAtTheReceiverHasMoreThanFive(
            @ForAll @Size(min = 6, max = 40) List<@IntRange(max = 3_000) Integer> answers,
            @ForAll @IntRange(max = 100) int where)
            throws InterruptedException {
        PaceTest world = new PaceTest();
        List<Long> arrivals = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        List<Pace.Call> calls = new ArrayList<>();
        for (int answer : answers) {
            for (long wait = world.pace.untilRoom(); wait > 0; wait = world.pace.untilRoom()) {
                world.now.addAndGet(Math.min(wait, MILLISECONDS.toNanos(1)));
                world.end(calls, ends);
            }
            Pace.Call call = world.pace.begin();
            call.departs();
            calls.add(call);
            ends.add(world.now.get() + MILLISECONDS.toNanos(answer));
            arrivals.add(world.now.get() + MILLISECONDS.toNanos(answer) * where / 100);
        }
        arrivals.sort((one, other) -> Long.compare(one - other, 0));
        for (int i = 5; i < arrivals.size(); i++) {
            assertThat(arrivals.get(i) - arrivals.get(i - 5)).isGreaterThan(MILLISECONDS.toNanos(1_000));
        }
    }

    private void end(List<Pace.Call> calls, List<Long> ends) {
        for (int i = 0; i < calls.size(); i++) {
            if (ends.get(i) - now.get() <= 0) {
                calls.get(i).ended();
            }
        }
    }
}
