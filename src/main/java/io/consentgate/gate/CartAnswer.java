package io.consentgate.gate;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Whether a message about a cart may go by e-mail, and how much of it (consent.md 3.6).
 *
 * @param row of the table: C1 to C6
 * @param ruleId of the country, or R0 to R11; null for C3
 * @param basis null when nothing may go
 * @param validUntil when time alone may change it; null = never
 */
public record CartAnswer(
        Extent extent,
        String row,
        String reason,
        String ruleId,
        String basis,
        String source,
        LocalDate ruleSince,
        Instant validUntil) {

    public enum Extent {
        NOTHING,
        /** A link to the cart, once: no price, no articles, nothing else. */
        LINK_ONLY,
        /** As far as the other purposes go: articles with profiling. */
        MESSAGE
    }

    public boolean may() {
        return extent != Extent.NOTHING;
    }
}
