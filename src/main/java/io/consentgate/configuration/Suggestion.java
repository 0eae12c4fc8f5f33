package io.consentgate.configuration;

import java.util.Collection;
import java.util.Locale;

/** "Did you mean ...?", for names that were mistyped. */
final class Suggestion {

    private Suggestion() {}

    /** The nearest accepted name, when it is near enough to be what was meant; null otherwise. */
    static String nearest(String written, Collection<String> accepted) {
        String wanted = written.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : accepted) {
            int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        boolean near = best != null && bestDistance <= Math.max(1, Math.max(wanted.length(), best.length()) / 3);
        return near ? "did you mean " + best + "?" : null;
    }

    /** Levenshtein. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int substitution = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
