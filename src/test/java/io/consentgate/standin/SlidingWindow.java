package io.consentgate.standin;

/** At most {@code capacity} admissions in any span of {@code nanos}; a refused attempt costs nothing. */
final class SlidingWindow {

    private final long nanos;
    private final long[] admitted;
    private int next;
    private int count;

    SlidingWindow(int capacity, long nanos) {
        this.admitted = new long[capacity];
        this.nanos = nanos;
    }

    synchronized boolean admit(long now) {
        if (count == admitted.length && now - admitted[next] < nanos) {
            return false;
        }
        admitted[next] = now;
        next = (next + 1) % admitted.length;
        count = Math.min(count + 1, admitted.length);
        return true;
    }

    synchronized int remaining(long now) {
        int used = 0;
        for (int i = 0; i < count; i++) {
            used += now - admitted[i] < nanos ? 1 : 0;
        }
        return admitted.length - used;
    }
}
