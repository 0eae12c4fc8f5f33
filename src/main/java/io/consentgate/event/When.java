package io.consentgate.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** An instant, or a bare date of which only the day is known; exactly one of the two is set. */
public record When(Instant instant, LocalDate date) {

    public static When at(Instant instant) {
        return new When(instant, null);
    }

    public static When on(LocalDate date) {
        return new When(null, date);
    }

    /** RFC 3339 with offset, or yyyy-MM-dd. */
    @JsonCreator
    public static When parse(String text) {
        LocalDate date = Rfc3339.date(text);
        if (date != null) {
            return on(date);
        }
        Instant instant = Rfc3339.instant(text);
        if (instant == null) {
            throw new IllegalArgumentException("no " + Rfc3339.TIME + " and no " + Rfc3339.DATE);
        }
        return at(instant);
    }

    /** The first instant it can mean: what a grant counts from (READINGS 1). */
    public Instant first(ZoneId zone) {
        return instant != null ? instant : date.atStartOfDay(zone).toInstant();
    }

    /** The last instant it can mean: what a no counts to (READINGS 1). */
    public Instant last(ZoneId zone) {
        return instant != null
                ? instant
                : date.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
    }

    @JsonValue
    public String wire() {
        return instant != null ? instant.toString() : date.toString();
    }
}
