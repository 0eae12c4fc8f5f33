package io.consentgate.consent;

import java.util.List;
import java.util.Locale;

/**
 * What came of walking a site's chain.
 *
 * @param rows how many rows were read
 * @param evidenced how many of them still have their evidence
 * @param findings what is wrong, in the order of the chain, the first {@value #KEPT} of them; empty when it is whole
 */
public record Verification(String site, long rows, long evidenced, List<Finding> findings) {

    static final int KEPT = 100;

    public boolean whole() {
        return findings.isEmpty();
    }

    /** @param seq the row it is about */
    public record Finding(Kind kind, String site, long seq) {

        public enum Kind {
            /** The row is not what was written. */
            CHANGED("was changed after it was written"),
            /** A row that was written is not there any more. */
            REMOVED("was removed"),
            /** A row that the connector never wrote. */
            INSERTED("was inserted by somebody else"),
            /** This row and the next one changed places. */
            SWAPPED("changed places with the next one"),
            /** From this row on, everything that was written is gone. */
            TAIL_CUT("and all that followed it were cut off"),
            /** The evidence kept for the row is not what was written. */
            EVIDENCE_CHANGED("has evidence that was changed after it was written"),
            /** The database's own note of the last row does not fit the chain. */
            HEAD_CHANGED("is not where the database says the register ends"),
            /** The signed head outside the database does not bear our signature. */
            SIGNED_HEAD_FORGED("cannot be compared: the signed head outside the database is not ours"),
            /** There is no signed head outside the database, though there are rows. */
            SIGNED_HEAD_MISSING("cannot be compared: the signed head outside the database is missing");

            private final String sentence;

            Kind(String sentence) {
                this.sentence = sentence;
            }

            public String wire() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public String message() {
            return "row " + site + "/" + seq + " " + kind.sentence;
        }
    }
}
