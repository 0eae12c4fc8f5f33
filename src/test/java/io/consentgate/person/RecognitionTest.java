package io.consentgate.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.person.Visitors.Identification;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecognitionTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static Set<Long> at(Instant moment, Identification... known) {
        return Recognition.of(List.of(known)).get(-1L).at(moment).stream()
                .map(Identification::personId)
                .collect(Collectors.toSet());
    }

    private static Identification identified(int second, long person) {
        return new Identification(-1, NOON.plusSeconds(second), person);
    }

    @Test
    void itIsWhoeverWasIdentifiedLast() {
        assertThat(at(NOON.plusSeconds(5), identified(0, 1), identified(6, 2))).containsExactly(1L);
        assertThat(at(NOON.plusSeconds(6), identified(6, 2), identified(0, 1))).containsExactly(2L);
    }

    @Test
    void beforeAnybodyWasItIsTheFirst() {
        assertThat(at(NOON.minusSeconds(900), identified(6, 2), identified(0, 1)))
                .containsExactly(1L);
    }

    @Test
    void twoAtTheSameInstantAreBothIt() {
        assertThat(at(NOON.plusSeconds(1), identified(0, 1), identified(0, 2))).containsExactlyInAnyOrder(1L, 2L);
    }
}
