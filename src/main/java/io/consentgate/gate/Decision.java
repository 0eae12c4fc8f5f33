package io.consentgate.gate;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.mapping.FieldMapping;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one site may do with one person's data, decided for one moment.
 *
 * @param cells every purpose and channel asked about, in the order of the enums
 * @param reason the reason that stands for the outcome
 * @param emailEnded whether an e-mail permission was ended by an explicit no, objection or erasure (READINGS 14)
 * @param restricted whether art. 18 restriction of the whole person is in force (READINGS 18)
 * @param erased whether erasure is in force (READINGS 22)
 * @param validUntil the earliest moment at which time alone may change the answer; null = never
 * @param deadline when waiting ends, or until when the profile of somebody without permission is kept; null = no end
 */
public record Decision(
        String site,
        String country,
        String rulesVersion,
        Outcome outcome,
        String reason,
        List<CellDecision> cells,
        boolean emailEnded,
        boolean restricted,
        boolean erased,
        Instant decidedAt,
        Instant validUntil,
        Instant deadline) {

    /** For a purpose that is not per channel, its one cell, whatever the channel. */
    public Optional<CellDecision> cell(Purpose purpose, Channel channel) {
        for (CellDecision cell : cells) {
            if (cell.purpose() == purpose && (!purpose.perChannel() || cell.channel() == channel)) {
                return Optional.of(cell);
            }
        }
        return Optional.empty();
    }

    /** When the next permission of which a mapped field tells that it ends soon has to be told; null = never. */
    public Instant nextToTell(FieldMapping mapping) {
        Instant next = null;
        for (MappedField field : mapping.fields()) {
            if (field.source() instanceof Source.Consent source && source.part() == Source.Part.EXPIRING) {
                CellDecision cell = cell(source.purpose(), source.channel()).orElseThrow();
                next = Moments.earliestAfter(decidedAt, next, cell.endingFrom());
            }
        }
        return next;
    }

    public boolean allows(Purpose purpose, Channel channel) {
        return cell(purpose, channel).map(CellDecision::allowed).orElse(false);
    }
}
