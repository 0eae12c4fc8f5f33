package io.consentgate.person;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Random positive numbers whose head grows with time, so that rows of new people lie side by side on disk. They are
 * made from nothing that belongs to the person; when somebody was first heard of stands beside them anyway.
 */
final class PersonIds {

    /** 41 bits of milliseconds reach beyond 2080 when counted from here. */
    private static final long EPOCH = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

    private static final int RANDOM_BITS = 22;
    private static final int STEP = 1 << 12;

    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    /** Unique within this process; another process' would have to meet the same millisecond and 22 random bits. */
    long next(Instant now) {
        long floor = ((now.toEpochMilli() - EPOCH) << RANDOM_BITS) & Long.MAX_VALUE;
        int step = 1 + random.nextInt(STEP);
        return last.updateAndGet(previous -> previous < floor ? floor + step : previous + step);
    }
}
