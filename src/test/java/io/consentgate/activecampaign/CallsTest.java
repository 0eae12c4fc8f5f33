package io.consentgate.activecampaign;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.AccountState.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class CallsTest {

    private static final Request READ = Request.get("contacts/110");
    private static final BooleanSupplier YES = () -> true;

    private long nanos = MILLISECONDS.toNanos(10_000);
    private Instant now = Instant.parse("2026-01-02T10:00:00Z");
    private final ScriptedTransport script = new ScriptedTransport();
    private final List<Duration> waits = new ArrayList<>();
    private final AtomicInteger reserved = new AtomicInteger();
    private final Deque<Duration> slotsIn = new ArrayDeque<>();

    private final Ticker ticker = new Ticker() {
        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleepUntil(long until) {
            nanos = Math.max(nanos, until);
        }
    };

    private final Slots slots = new Slots() {
        @Override
        public Reservation reserve(Use use) {
            reserved.incrementAndGet();
            Duration wait = slotsIn.isEmpty() ? Duration.ofMillis(220) : slotsIn.remove();
            return new Reservation.At(nanos + wait.toNanos());
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

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private final AccountState state = new AccountState(clock);

    @Test
    void theQuestionWhetherItIsStillWantedComesAfterTheWaiting() {
        script.answers(200, "{\"contact\":{}}");
        long asked = nanos;

        calls(script).send(Lane.CONTACT, "contacts/id", READ, "contact", () -> {
            assertThat(nanos - asked).isEqualTo(MILLISECONDS.toNanos(220));
            return true;
        });

        assertThat(waits).containsExactly(Duration.ofMillis(220));
        assertThat(script.sent()).hasSize(1);
    }

    @Test
    void aSlotMoreThanFiftyMillisecondsLateIsTakenAnewAndTheQuestionAskedAgain() {
        script.answers(200, "{\"contact\":{}}");
        AtomicInteger questions = new AtomicInteger();

        Answer<Reply> answer = calls(connectingFor(51))
                .send(Lane.CONTACT, "contacts/id", READ, "contact", () -> questions.incrementAndGet() > 0);

        assertThat(answer.isDone()).isTrue();
        assertThat(reserved).hasValue(2);
        assertThat(questions).hasValue(2);
    }

    @Test
    void aSlotFiftyMillisecondsLateWillDo() {
        script.answers(200, "{\"contact\":{}}");

        calls(connectingFor(50)).send(Lane.CONTACT, "contacts/id", READ, "contact", YES);

        assertThat(reserved).hasValue(1);
    }

    @Test
    void whatBecameUnwantedWhileTheConnectionWasMadeStaysHere() {
        AtomicInteger questions = new AtomicInteger();

        Answer<Reply> answer = calls(connectingFor(300))
                .send(Lane.CONTACT, "contacts/id", READ, "contact", () -> questions.incrementAndGet() < 2);

        assertThat(answer).isEqualTo(new Answer.Refused<>("stale"));
        assertThat(script.sent()).isEmpty();
    }

    @Test
    void howeverOftenTheSlotIsMissedTheLastWordIsYoungerThanASecond() {
        slotsIn.addAll(List.of(Duration.ofMillis(220), Duration.ofMillis(220), Duration.ofSeconds(4)));
        AtomicInteger questions = new AtomicInteger();

        Answer<Reply> answer = calls(connectingFor(300)).send(Lane.CONTACT, "contacts/id", READ, "contact", () -> {
            nanos += MILLISECONDS.toNanos(questions.incrementAndGet() == 2 ? 100 : 0);
            return questions.get() < 3;
        });

        assertThat(answer).isEqualTo(new Answer.Refused<>("stale"));
        assertThat(reserved).hasValue(3);
        assertThat(script.sent()).isEmpty();
    }

    @Test
    void aSlowLastWordDoesNotKeepACallForEver() {
        script.answers(200, "{\"contact\":{}}");

        Answer<Reply> answer = calls(connectingFor(300)).send(Lane.CONTACT, "contacts/id", READ, "contact", () -> {
            nanos += MILLISECONDS.toNanos(100);
            return true;
        });

        assertThat(answer.isDone()).isTrue();
        assertThat(reserved).hasValue(3);
    }

    @Test
    void aStoppedAccountAsksSomethingHarmlessEveryThirtySecondsAndGoesOnByItself() {
        Calls calls = calls(script);
        script.answers(403, null).answers(403, null).answers(403, null);
        for (int i = 0; i < 4; i++) {
            calls.send(Lane.CONTACT, "contacts/id", READ, "contact");
        }
        assertThat(script.sent()).hasSize(3);
        assertThat(state.view().condition()).isEqualTo(Condition.STOPPED);

        now = now.plusSeconds(30);
        script.answers(200, "<html>login</html>");
        assertThat(calls.send(Lane.CONTACT, "contacts/id", READ, "contact").label())
                .isEqualTo("stopped");

        now = now.plusSeconds(30);
        script.answers(200, "{\"lists\":[]}").answers(200, "{\"contact\":{}}");
        assertThat(calls.send(Lane.CONTACT, "contacts/id", READ, "contact").isDone())
                .isTrue();
        assertThat(state.view().condition()).isEqualTo(Condition.OPEN);
        assertThat(script.sent().subList(3, 6))
                .containsExactly("GET lists?limit=1", "GET lists?limit=1", "GET contacts/110");
    }

    @Test
    void theEventHostSaysNothingAboutTheAccount() {
        Calls calls = calls(script);
        for (int i = 0; i < 5; i++) {
            script.answers(403, null);
            calls.send(Lane.CONTACT, "event", Request.event(java.util.Map.of("actid", "1")), null);
        }

        assertThat(state.view().condition()).isEqualTo(Condition.OPEN);
    }

    /** A transport that needs that long until its connection stands. */
    private Transport connectingFor(long millis) {
        AtomicInteger connections = new AtomicInteger();
        return (request, departure) -> {
            if (connections.getAndIncrement() == 0) {
                nanos += MILLISECONDS.toNanos(millis);
            }
            return script.send(request, departure);
        };
    }

    private Calls calls(Transport transport) {
        CallObserver observer = new CallObserver() {
            @Override
            public void answered(String endpoint, String answer) {}

            @Override
            public void waited(Duration forSlot) {
                waits.add(forSlot);
            }
        };
        return new Calls(
                "main",
                transport,
                new CallBudget(slots, ticker, Pace.unlimited(ticker)),
                state,
                observer,
                ticker,
                clock);
    }
}
