package io.consentgate.standin;

/** How often a fault happens: after {@code skip} matching requests, at most {@code times}, with that probability. */
public record When(int skip, int times, double probability, long seed) {

    public static When always() {
        return new When(0, Integer.MAX_VALUE, 1, 0);
    }

    public static When times(int times) {
        return new When(0, times, 1, 0);
    }

    public static When probability(double probability, long seed) {
        return new When(0, Integer.MAX_VALUE, probability, seed);
    }

    public When after(int matchingRequests) {
        return new When(matchingRequests, times, probability, seed);
    }
}
