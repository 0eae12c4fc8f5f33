package io.consentgate.gate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** From when a person may consent alone; somebody whose age is unknown is not a minor (READINGS 9). */
final class Age {

    /** Null when the birth date is unknown. */
    private final Instant grownUp;

    Age(String birthDate, int minAge, ZoneId zone) {
        this.grownUp = birthDate == null ? null : parse(birthDate, minAge, zone);
    }

    private static Instant parse(String birthDate, int minAge, ZoneId zone) {
        try {
            return LocalDate.parse(birthDate)
                    .plusYears(minAge)
                    .atStartOfDay(zone)
                    .toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    boolean minorAt(Instant moment) {
        return grownUp != null && moment.isBefore(grownUp);
    }

    /** The birthday that ends minority; null when unknown. */
    Instant grownUp() {
        return grownUp;
    }
}
