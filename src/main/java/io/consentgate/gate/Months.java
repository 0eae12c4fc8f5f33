package io.consentgate.gate;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Months as the calendar has them in one zone. It remembers the last answer: one form asks for several purposes in the
 * same moment, and looking into a zone's rules is dear. For one decision, in one thread.
 */
final class Months {

    private final ZoneId zone;
    private Instant from;
    private ZonedDateTime there;
    private int months;
    private Instant end;

    Months(ZoneId zone) {
        this.zone = zone;
    }

    /** So many months after a moment, at the same time of day there. */
    Instant after(Instant moment, int count) {
        if (!moment.equals(from)) {
            from = moment;
            there = moment.atZone(zone);
            end = null;
        }
        if (end == null || count != months) {
            months = count;
            end = there.plusMonths(count).toInstant();
        }
        return end;
    }
}
