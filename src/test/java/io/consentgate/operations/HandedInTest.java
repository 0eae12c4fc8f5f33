package io.consentgate.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentgate.intake.InboundRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HandedInTest {

    private final List<Long> taken = new ArrayList<>();
    private final List<Integer> chunks = new ArrayList<>();

    @Test
    void everything_is_handed_in_once_in_its_order_by_two_thousand() {
        try (HandedIn handedIn = new HandedIn(this::take)) {
            for (long first = 0; first < 10_000; first += 500) {
                handedIn.add(records(first, 500, 10));
            }
            handedIn.finish();
        }
        assertThat(taken).isEqualTo(LongStream.range(0, 10_000).boxed().toList());
        assertThat(chunks).isEqualTo(List.of(2_000, 2_000, 2_000, 2_000, 2_000));
    }

    @Test
    void long_records_are_handed_in_sooner() {
        try (HandedIn handedIn = new HandedIn(this::take)) {
            handedIn.add(records(0, 10, 256 * 1024));
            handedIn.add(records(10, 1, 10));
            handedIn.finish();
        }
        assertThat(chunks).isEqualTo(List.of(10, 1));
    }

    @Test
    void what_the_desk_throws_comes_out_and_nothing_more_is_handed_in() {
        IllegalStateException full = new IllegalStateException("disk full");
        try (HandedIn handedIn = new HandedIn(records -> {
            take(records);
            throw full;
        })) {
            handedIn.add(records(0, 4_000, 10));
            assertThatThrownBy(() -> handedIn.add(records(4_000, 4_000, 10))).isSameAs(full);
            assertThatThrownBy(handedIn::finish).isSameAs(full);
        }
        assertThat(chunks).isEqualTo(List.of(4_000));
    }

    private void take(List<InboundRecord> records) {
        chunks.add(records.size());
        records.forEach(record -> taken.add(record.number()));
    }

    private static List<InboundRecord> records(long first, int count, int bytes) {
        return LongStream.range(first, first + count)
                .mapToObj(number ->
                        new InboundRecord(number, new InboundRecord.Original.Line(new byte[bytes]), List.of()))
                .toList();
    }
}
