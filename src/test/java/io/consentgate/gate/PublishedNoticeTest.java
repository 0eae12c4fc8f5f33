package io.consentgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.Purpose;
import io.consentgate.gate.People.Person;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PublishedNoticeTest {

    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    private static Gate gate(PublishedNotice notice) {
        return new Gate(People.CONFIGURATION.laws(), People.CONFIGURATION.transfer(), notice);
    }

    private static Decision decide(Gate gate) {
        Person person = new Person()
                .says(People.choice(Purpose.DIRECT_MARKETING, Channel.EMAIL, ConsentStatus.GIVEN, MAY), MAY)
                .says(People.choice(Purpose.PROFILING_CLASSIC, Channel.NONE, ConsentStatus.GIVEN, MAY), MAY);
        return gate.decide(People.SITE, person.facts(), People.NOW);
    }

    @Test
    void a_purpose_that_it_lacks_is_denied_with_its_own_reason_and_the_others_stay() {
        Decision decision = decide(gate((site, purpose, now) -> purpose != Purpose.PROFILING_CLASSIC));

        assertThat(decision.allows(Purpose.DIRECT_MARKETING, Channel.EMAIL)).isTrue();
        assertThat(decision.cells())
                .filteredOn(cell -> cell.purpose() == Purpose.PROFILING_CLASSIC)
                .singleElement()
                .satisfies(cell -> {
                    assertThat(cell.allowed()).isFalse();
                    assertThat(cell.reason()).isEqualTo("notice.notPublished");
                    assertThat(cell.state()).as("what the person said stays").isEqualTo("given");
                });
    }

    @Test
    void without_any_nothing_is_delivered_and_nobody_counts_as_having_said_no() {
        Decision decision = decide(gate((site, purpose, now) -> false));

        assertThat(decision.outcome()).isEqualTo(Outcome.DROP);
        assertThat(decision.reason()).isEqualTo("notice.notPublished");
        assertThat(decision.emailEnded()).isFalse();
    }

    @Test
    void sites_that_do_not_ask_are_decided_as_before() {
        assertThat(decide(gate(PublishedNotice.TRUSTED))).isEqualTo(decide(People.GATE));
    }
}
