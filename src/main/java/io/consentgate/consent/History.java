package io.consentgate.consent;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that counts for one address of one site, in no particular order; the gate folds it by time.
 *
 * @param own statements that belong to this address, those of its aliases included (READINGS 20)
 * @param carried statements of the addresses it replaced: only a no among them counts
 * @param movedAwayAt when the shop gave this address' alias another address and no alias is left; grants up to then
 *     no longer count. Null when it did not happen
 * @param identifiedAt by record: since when the person is known to be the visitor whose browser told it. What the
 *     visitor did before is not the person's (consent.md 3.3)
 */
public record History(
        List<RegisterEntry> own, List<RegisterEntry> carried, Instant movedAwayAt, Map<String, Instant> identifiedAt) {

    public static final History EMPTY = new History(List.of(), List.of(), null);

    public History(List<RegisterEntry> own, List<RegisterEntry> carried, Instant movedAwayAt) {
        this(own, carried, movedAwayAt, Map.of());
    }
}
