package io.consentgate.gate;

import java.time.Instant;

/** The small arithmetic of moments where null stands for "never". */
final class Moments {

    private Moments() {}

    static Instant earliest(Instant one, Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** The earlier of a moment found so far and a candidate that still lies ahead of {@code now}. */
    static Instant earliestAfter(Instant now, Instant soFar, Instant candidate) {
        return candidate == null || !candidate.isAfter(now) ? soFar : earliest(soFar, candidate);
    }

    static Instant latest(Instant one, Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
