package io.consentgate.activecampaign;

import java.time.Duration;

/** The account's departures, shared by every process that calls it. */
public interface Slots {

    /** Reserves the next departure, when there is one within a second or so. */
    Reservation reserve(Use use);

    /** No departures for this long, for anybody. */
    void hold(Duration pause);

    /** No import departures for this long, for anybody. */
    void holdImports(Duration pause);

    /** How long an import of that kind would have to wait for its minute; reserves nothing. */
    Duration untilImport(Use use);

    sealed interface Reservation {

        /** @param nanos when to leave, on the scale of {@link Ticker#nanos()} */
        record At(long nanos) implements Reservation {}

        /** Nothing was reserved: the account is on hold, or the minute is full. */
        record NotBefore(Duration in) implements Reservation {}
    }
}
