package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.gate.Purchase;
import io.consentgate.gate.Purchase.Article;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Carts and orders as {@code ecomOrders} takes and shows them (13.3, 13.4). */
final class PurchaseJson {

    private static final int LONGEST = 255;

    private PurchaseJson() {}

    /** @param connection its id in the account */
    static ObjectNode body(Purchase purchase, String connection, String customer) {
        ObjectNode order = Json.object();
        put(order, "externalid", purchase.orderId());
        put(order, "externalcheckoutid", purchase.cartId());
        order.put("source", purchase.live() ? 1 : 0).put("email", purchase.email());
        order.set("orderProducts", products(purchase));
        if (!purchase.isCart()) {
            put(order, "orderNumber", purchase.number() == null ? purchase.orderId() : purchase.number());
        }
        amount(order, "totalPrice", purchase.total(), purchase);
        amount(order, "shippingAmount", purchase.shipping(), purchase);
        amount(order, "taxAmount", purchase.tax(), purchase);
        amount(order, "discountAmount", purchase.discount(), purchase);
        discounts(order, purchase);
        put(order, "shippingMethod", purchase.shippingMethod());
        put(order, "orderUrl", purchase.url());
        order.put("currency", purchase.currency());
        date(order, "externalCreatedDate", purchase.createdAt());
        date(order, "externalUpdatedDate", purchase.updatedAt());
        date(order, "abandonedDate", purchase.abandonedAt());
        order.put("connectionid", connection).put("customerid", customer);
        return Json.wrapped("ecomOrder", order);
    }

    /** Never none (activecampaign-api.md, "Seen when the recordings were replayed"): what is not told is one piece. */
    private static ArrayNode products(Purchase purchase) {
        ArrayNode products = Json.object().putArray("orderProducts");
        if (purchase.articles().isEmpty()) {
            String what = purchase.isCart() ? "Cart" : "Order";
            products.addObject()
                    .put("externalid", what.toLowerCase(java.util.Locale.ROOT))
                    .put("name", what)
                    .put("price", Money.minor(purchase.total(), purchase.currency()))
                    .put("quantity", 1);
        }
        for (Article article : purchase.articles()) {
            ObjectNode product = products.addObject()
                    .put("externalid", article.id())
                    .put("name", cut(article.name()))
                    .put("price", Money.minor(article.price(), purchase.currency()))
                    .put("quantity", article.quantity());
            put(product, "category", article.category());
            put(product, "sku", article.sku());
            put(product, "productUrl", article.productUrl());
            put(product, "imageUrl", article.imageUrl());
        }
        return products;
    }

    /** The shop tells one sum for all codes: the first carries it. */
    private static void discounts(ObjectNode order, Purchase purchase) {
        if (purchase.codes().isEmpty() || purchase.discount() == null) {
            return;
        }
        long left = Money.minor(purchase.discount(), purchase.currency());
        for (String code : purchase.codes()) {
            order.withArray("orderDiscounts")
                    .addObject()
                    .put("name", cut(code))
                    .put("type", "order")
                    .put("discountAmount", left);
            left = 0;
        }
    }

    private static void amount(ObjectNode order, String member, BigDecimal amount, Purchase purchase) {
        if (amount != null) {
            order.put(member, Money.minor(amount, purchase.currency()));
        }
    }

    private static void date(ObjectNode order, String member, Instant at) {
        if (at != null) {
            order.put(member, at.truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }

    /** An empty text would overwrite what is there (trap 14). */
    private static void put(ObjectNode node, String member, String text) {
        if (text != null && !text.isEmpty()) {
            node.put(member, text);
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** Amounts are integers in one answer and texts in the next (13.3). */
    static DeepData.Remote remote(JsonNode order) {
        return new DeepData.Remote(
                Json.text(order, "id"),
                Json.text(order, "externalcheckoutid"),
                Json.text(order, "externalid"),
                order.path("totalPrice").asLong());
    }
}
