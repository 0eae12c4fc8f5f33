package io.consentgate.standin;

import java.util.Arrays;

/** Points in time in nanoseconds, eight bytes each. */
final class Times {

    private long[] times = new long[64];
    private int size;

    void add(long nanos) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
        }
        times[size++] = nanos;
    }

    void clear() {
        size = 0;
    }

    /** The most points in any span of that many nanoseconds, its end excluded. */
    int maximumIn(long span) {
        long[] sorted = Arrays.copyOf(times, size);
        Arrays.sort(sorted);
        int maximum = 0;
        for (int first = 0, last = 0; last < size; last++) {
            while (sorted[last] - sorted[first] >= span) {
                first++;
            }
            maximum = Math.max(maximum, last - first + 1);
        }
        return maximum;
    }
}
