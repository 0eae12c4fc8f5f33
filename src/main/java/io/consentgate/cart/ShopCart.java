package io.consentgate.cart;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;

/**
 * A cart as the shop last told it.
 *
 * @param personId whom it names; null when nobody
 * @param orderId of the order that it became; null when not said
 * @param outcome what became of it when it was last looked at; null = not yet
 * @param throughScript whether its person is known only through the tracking script, or nobody knows how
 */
record ShopCart(
        String shop,
        String id,
        Long personId,
        String status,
        Instant updatedAt,
        boolean historical,
        String orderId,
        boolean throughScript,
        String outcome,
        ShopSays said) {

    private static final Set<String> BOUGHT = Set.of("recovered", "converted");
    private static final Set<String> KNOWN = Set.of("account", "checkout");

    static ShopCart of(
            String shop,
            String id,
            Long personId,
            String status,
            Instant updatedAt,
            boolean historical,
            String outcome,
            String content) {
        ShopSays said = new ShopSays(content);
        String captured = said.text("captured_by");
        return new ShopCart(
                shop,
                id,
                personId,
                status,
                updatedAt,
                historical,
                said.text("order_external_id"),
                captured == null || !KNOWN.contains(captured),
                outcome,
                said);
    }

    boolean saysBought() {
        return BOUGHT.contains(status) || orderId != null;
    }

    boolean expired() {
        return status.equals("expired");
    }

    /** The shop's own sum, else what the items come to. */
    BigDecimal total() {
        BigDecimal told = said.amount("total");
        return told != null ? told : said.sum();
    }

    /** Nothing is in it any more, or nothing ever was. */
    boolean empty() {
        BigDecimal total = total();
        boolean noItems = said.lists("items") && said.articles().isEmpty();
        return noItems || total == null || total.signum() <= 0;
    }

    /** Never whose it is, nor what is in it. */
    @Override
    public String toString() {
        return "ShopCart[" + shop + ", " + status + "]";
    }
}
