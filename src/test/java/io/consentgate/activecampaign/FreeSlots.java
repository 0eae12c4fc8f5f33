package io.consentgate.activecampaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Departures at any moment; remembers pauses. */
final class FreeSlots implements Slots {

    final List<Duration> pauses = new ArrayList<>();
    final List<Duration> importPauses = new ArrayList<>();
    final List<Use> reserved = new ArrayList<>();

    @Override
    public Reservation reserve(Use use) {
        reserved.add(use);
        return new Reservation.At(Ticker.SYSTEM.nanos());
    }

    @Override
    public void hold(Duration pause) {
        pauses.add(pause);
    }

    @Override
    public void holdImports(Duration pause) {
        importPauses.add(pause);
    }

    @Override
    public Duration untilImport(Use use) {
        return Duration.ZERO;
    }
}
