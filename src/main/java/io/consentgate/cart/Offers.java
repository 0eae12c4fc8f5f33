package io.consentgate.cart;

import io.consentgate.gate.Purchase;
import io.consentgate.gate.Purchase.Article;
import io.consentgate.site.Site;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What the shop said of a cart or an order, as a purchase to be put before the gate. */
final class Offers {

    /** Where a cart without a currency of its own was never in one place: only an amount of nothing has none. */
    private static final String NO_CURRENCY = "EUR";

    private final RecoveryLinks links;

    Offers(RecoveryLinks links) {
        this.links = links;
    }

    /**
     * @param cartId of the record that it recovers; null when it has one of its own
     * @param live whether automations may start
     */
    Purchase order(Site site, String address, ShopOrder order, String cartId, boolean live) {
        ShopSays said = order.said();
        boolean nothingLeft = order.total().signum() == 0;
        return new Purchase(
                address,
                Connections.of(site, order.shop()),
                cartId,
                order.id(),
                said.text("number"),
                live,
                said.text("currency"),
                order.total(),
                nothingLeft ? null : said.amount("tax_total"),
                nothingLeft ? null : said.amount("shipping_total"),
                nothingLeft ? null : said.amount("discount_total"),
                nothingLeft ? List.of() : said.articles(),
                said.texts("discount_codes"),
                said.text("shipping_method"),
                said.text("order_url"),
                order.placedAt(),
                order.updatedAt(),
                null);
    }

    /** @param live whether "Abandons cart" may start */
    Purchase cart(Site site, String address, ShopCart cart, Instant abandonedAt, boolean live) {
        return cart(site, address, cart, null, abandonedAt, live, link(site, cart, abandonedAt));
    }

    /** The shop's way back to the cart, else one of ours; null when there is none. */
    String link(Site site, ShopCart cart, Instant abandonedAt) {
        String told = cart.said().text("recovery_url");
        return told != null ? told : links.of(site, cart, abandonedAt);
    }

    /** A cart that says which order it became, while nobody told of the order. */
    Purchase recovered(Site site, String address, ShopCart cart, Instant abandonedAt) {
        return cart(site, address, cart, cart.orderId(), abandonedAt, !cart.historical(), null);
    }

    private static Purchase cart(
            Site site, String address, ShopCart cart, String orderId, Instant abandonedAt, boolean live, String link) {
        ShopSays said = cart.said();
        Instant created = said.instant("created_at");
        String currency = said.text("currency");
        BigDecimal total = cart.total();
        List<Article> articles = said.articles();
        return new Purchase(
                address,
                Connections.of(site, cart.shop()),
                cart.id(),
                orderId,
                null,
                live,
                currency == null ? NO_CURRENCY : currency,
                total == null ? BigDecimal.ZERO : total,
                said.amount("tax_total"),
                null,
                null,
                articles,
                said.texts("discount_codes"),
                null,
                link,
                created == null ? cart.updatedAt() : created,
                cart.updatedAt(),
                abandonedAt);
    }
}
