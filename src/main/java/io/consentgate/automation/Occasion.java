package io.consentgate.automation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened in a shop to somebody known.
 *
 * @param personId of the address, in the site
 * @param externalId the shop's id of the cart or the order
 * @param total null when not known
 * @param categories of what was bought; empty without consent to profiling
 * @param live false for what was loaded from the past: nothing starts from it
 */
public record Occasion(
        Kind kind,
        String site,
        long personId,
        String shop,
        String externalId,
        BigDecimal total,
        List<String> categories,
        boolean live,
        Instant at) {

    public enum Kind {
        CART_ABANDONED,
        CART_RECOVERED,
        ORDER_PLACED
    }

    /** Never who it was. */
    @Override
    public String toString() {
        return "Occasion[" + kind + " in " + site + "]";
    }
}
