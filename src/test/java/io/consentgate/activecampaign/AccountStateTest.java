package io.consentgate.activecampaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.AccountState.Condition;
import io.consentgate.activecampaign.AccountState.View;
import io.consentgate.activecampaign.Verdict.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** READINGS 38. */
class AccountStateTest {

    private static final Instant START = Instant.parse("2026-01-02T10:00:00Z");

    private Instant now = START;
    private final AccountState state = new AccountState(new Clock() {
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
    });

    @Test
    void onlyThreeRefusalsInARowStopIt() {
        refuse(2);
        state.heard(Signal.WELL, null);
        refuse(2);
        assertThat(state.view()).isEqualTo(new View(Condition.OPEN, null, START));

        state.heard(Signal.EVERYBODY_WAITS, "rate limit");
        now = now.plusSeconds(1);
        refuse(1);
        assertThat(state.view()).isEqualTo(new View(Condition.STOPPED, "the key is refused", now));
    }

    @Test
    void oneProbeEveryThirtySecondsAndASuccessOpensIt() {
        assertThat(state.probeIsMine()).isFalse();
        refuse(3);
        assertThat(state.probeIsMine()).isFalse();

        now = now.plus(Duration.ofSeconds(30));
        assertThat(state.probeIsMine()).isTrue();
        assertThat(state.probeIsMine()).isFalse();
        refuse(1);
        state.heard(Signal.BREAKER_OPEN, "many failures");
        assertThat(state.stopped()).isTrue();

        now = now.plus(Duration.ofSeconds(30));
        assertThat(state.probeIsMine()).isTrue();
        state.heard(Signal.WELL, null);
        assertThat(state.view()).isEqualTo(new View(Condition.OPEN, null, now));
        assertThat(state.probeIsMine()).isFalse();
    }

    @Test
    void anOpenBreakerIsTold() {
        state.heard(Signal.BREAKER_OPEN, "many failures");
        assertThat(state.view()).isEqualTo(new View(Condition.BREAKER_OPEN, "many failures", START));

        state.heard(Signal.WELL, null);
        assertThat(state.view().condition()).isEqualTo(Condition.OPEN);
    }

    private void refuse(int times) {
        for (int i = 0; i < times; i++) {
            state.heard(Signal.KEY_REFUSED, "the key is refused");
        }
    }
}
