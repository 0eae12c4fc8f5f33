package io.consentgate.cart;

import io.consentgate.gate.CartQuestion;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;

/**
 * A cart as the shop last told it.
 *
 * @param personId whom it names; null when nobody
 * @param orderId of the order that it became; null when not said
 * @param addressTyped whether its person typed the address in the checkout
 * @param reminded whether the one informative reminder without consent went out
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
        boolean addressTyped,
        boolean reminded,
        String outcome,
        ShopSays said) {

    private static final Set<String> BOUGHT = Set.of("recovered", "converted");
    private static final String TYPED = "checkout";
    private static final Set<String> KNOWN = Set.of("account", TYPED);

    static ShopCart of(
            String shop,
            String id,
            Long personId,
            String status,
            Instant updatedAt,
            boolean historical,
            boolean reminded,
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
                TYPED.equals(captured),
                reminded,
                outcome,
                said);
    }

    /**
     * @param told whether ActiveCampaign has a record of it: of a cart that was reminded of it is that reminder's own
     * @param link whether there is a way back
     */
    CartQuestion question(Instant abandonedAt, boolean told, boolean link) {
        return new CartQuestion(throughScript, addressTyped, abandonedAt, told == reminded ? 0 : 1, false, link);
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
