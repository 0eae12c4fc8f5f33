package io.consentgate.tracking;

import io.consentgate.consent.History;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.CellDecision;
import io.consentgate.gate.Decision;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * From when on what somebody does may be told: since they agreed to tracking and to online profiling, and, where a
 * visitor's banner said so, since the site knows that the visitor is this person. Pages seen before do not count.
 */
final class Since {

    private Since() {}

    /** {@link Instant#MAX} when it may not be told at all. */
    static Instant of(Decision decision, History history) {
        return Stream.of(Purpose.SITE_TRACKING, Purpose.PROFILING_ONLINE)
                .map(purpose -> decision.cell(purpose, Channel.NONE)
                        .filter(CellDecision::allowed)
                        .map(cell -> of(cell, history))
                        .orElse(Instant.MAX))
                .max(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private static Instant of(CellDecision cell, History history) {
        return cell.records().stream()
                .map(record -> history.identifiedAt().getOrDefault(record, cell.stateAt()))
                .reduce(cell.stateAt(), (one, other) -> one.isAfter(other) ? one : other);
    }
}
