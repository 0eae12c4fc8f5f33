package io.consentgate.rights;

import java.time.Instant;
import java.time.ZoneOffset;

/** Until when a request has to be answered: one month (GDPR 12(3)). */
public final class Deadlines {

    private Deadlines() {}

    public static Instant of(Instant requestedAt) {
        return requestedAt.atZone(ZoneOffset.UTC).plusMonths(1).toInstant();
    }
}
