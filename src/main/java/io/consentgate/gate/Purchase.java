package io.consentgate.gate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A cart or an order of one person, as Deep Data may hold it; amounts in units of the currency.
 *
 * @param email of the buyer, normalised
 * @param connection name of the shop's connection
 * @param cartId the shop's id of the cart; null when ActiveCampaign does not know one
 * @param orderId the shop's id of the order; null while it is a cart
 * @param number as the shop shows it, null when it is the id
 * @param live whether automations may start from it
 * @param tax null when not known, as {@code shipping} and {@code discount}
 * @param url a cart's way back, or the order's page; null when none
 * @param abandonedAt of a cart
 */
public record Purchase(
        String email,
        String connection,
        String cartId,
        String orderId,
        String number,
        boolean live,
        String currency,
        BigDecimal total,
        BigDecimal tax,
        BigDecimal shipping,
        BigDecimal discount,
        List<Article> articles,
        List<String> codes,
        String shippingMethod,
        String url,
        Instant createdAt,
        Instant updatedAt,
        Instant abandonedAt) {

    /**
     * @param id of the product in the shop
     * @param price of one piece
     * @param quantity whole pieces, at least one
     */
    public record Article(
            String id,
            String name,
            BigDecimal price,
            long quantity,
            String category,
            String sku,
            String productUrl,
            String imageUrl) {}

    public Purchase {
        articles = List.copyOf(articles);
        codes = List.copyOf(codes);
    }

    public boolean isCart() {
        return orderId == null;
    }

    /** What is left without consent to profiling: of an order number, date and total, of a cart total and way back. */
    Purchase withoutDetail() {
        return new Purchase(
                email,
                connection,
                cartId,
                orderId,
                number,
                live,
                currency,
                total,
                null,
                null,
                null,
                List.of(),
                List.of(),
                null,
                isCart() ? url : null,
                createdAt,
                updatedAt,
                abandonedAt);
    }

    /** What the one informative reminder carries: the way back, and nothing that changes with what is in the cart. */
    Purchase linkOnly() {
        return new Purchase(
                email,
                connection,
                cartId,
                null,
                null,
                live,
                currency,
                BigDecimal.ZERO,
                null,
                null,
                null,
                List.of(),
                List.of(),
                null,
                url,
                abandonedAt,
                abandonedAt,
                abandonedAt);
    }

    Purchase withArticles(List<Article> some) {
        return new Purchase(
                email,
                connection,
                cartId,
                orderId,
                number,
                live,
                currency,
                total,
                tax,
                shipping,
                discount,
                some,
                codes,
                shippingMethod,
                url,
                createdAt,
                updatedAt,
                abandonedAt);
    }

    /** Never who bought what. */
    @Override
    public String toString() {
        return "Purchase[" + (isCart() ? "cart" : "order") + " of " + connection + "]";
    }
}
