package io.consentgate.cart;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;

/**
 * An order as the shop last told it.
 *
 * @param cartId the cart that it was; null when not said
 */
record ShopOrder(
        String shop,
        String id,
        Long personId,
        String cartId,
        String status,
        Instant placedAt,
        Instant updatedAt,
        boolean historical,
        ShopSays said) {

    private static final Set<String> NOTHING_LEFT = Set.of("cancelled", "failed", "refunded");

    /** Whether it was placed: only a payment that failed leaves the cart where it was. */
    boolean placed() {
        return !status.equals("failed");
    }

    /** Whether nothing of it is left to count. */
    boolean undone() {
        return NOTHING_LEFT.contains(status);
    }

    /** What the shop keeps: without what it gave back. */
    BigDecimal total() {
        BigDecimal total = said.amount("total");
        if (status.equals("cancelled") || status.equals("failed")) {
            return BigDecimal.ZERO;
        }
        BigDecimal refunded = said.amount("refunded_total");
        if (refunded == null) {
            return status.equals("refunded") ? BigDecimal.ZERO : total;
        }
        return total.subtract(refunded.abs()).max(BigDecimal.ZERO);
    }

    @Override
    public String toString() {
        return "ShopOrder[" + shop + ", " + status + "]";
    }
}
