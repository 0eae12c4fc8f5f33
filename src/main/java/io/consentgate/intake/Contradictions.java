package io.consentgate.intake;

import java.util.Arrays;

/**
 * Which people say no in which column, somewhere in the file: where a yes has no date, the no counts whatever the
 * order of the rows (shop-sources.md 4.3). Kept as 64-bit hashes, 8 MB for a million of them.
 */
final class Contradictions {

    private long[] noes = new long[1024];
    private int size;

    void no(String email, int column) {
        if (size == noes.length) {
            noes = Arrays.copyOf(noes, size * 2);
        }
        noes[size++] = key(email, column);
    }

    /** To be called once, between writing and asking. */
    void sort() {
        Arrays.sort(noes, 0, size);
    }

    boolean saysNo(String email, int column) {
        return email != null && Arrays.binarySearch(noes, 0, size, key(email, column)) >= 0;
    }

    /** A collision would only refuse a yes that has no date, with a wrong reason; such a yes opens nothing anyway. */
    private static long key(String email, int column) {
        long hash = 0xcbf29ce484222325L ^ column;
        for (int i = 0; i < email.length(); i++) {
            hash = (hash ^ email.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
