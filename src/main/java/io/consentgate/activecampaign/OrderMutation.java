package io.consentgate.activecampaign;

import io.consentgate.gate.Purchase;
import io.consentgate.gate.Purchase.Article;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Orders as GraphQL takes them (chapter 14): amounts in units, the currency in lower case, no list of anybody's. */
final class OrderMutation {

    /** Whatever the parser counts: punctuation, names, numbers, texts; neither blanks nor commas. */
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[_A-Za-z]\\w*|-?\\d[\\d.]*|[{}\\[\\]():!]");

    private static final int LONGEST = 255;

    private final StringBuilder text = new StringBuilder("{");

    private OrderMutation() {}

    /** @param connection its id in the account */
    static String order(Purchase purchase, String connection, boolean acceptsMarketing) {
        return new OrderMutation().written(purchase, connection, acceptsMarketing);
    }

    static String of(List<String> orders) {
        return "mutation{bulkUpsertOrdersAsync(orders:[" + String.join(" ", orders) + "]){recordId}}";
    }

    static int tokens(String text) {
        return (int) TOKEN.matcher(text).results().count();
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < ' ') {
                quoted.append(String.format("\\u%04x", (int) character));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }

    private String written(Purchase purchase, String connection, boolean acceptsMarketing) {
        plain("legacyConnectionId", connection);
        put("storeOrderId", purchase.orderId());
        put("orderNumber", purchase.number() == null ? purchase.orderId() : purchase.number());
        put("cartId", purchase.cartId());
        put("email", purchase.email());
        put("storeCustomerId", purchase.email());
        plain("acceptsMarketing", String.valueOf(acceptsMarketing));
        plain("creationSource", purchase.live() ? "REAL_TIME" : "HISTORICAL");
        plain("normalizedStatus", purchase.undone() ? "CANCELLED" : "COMPLETED");
        date("storeCreatedDate", purchase.createdAt());
        date("storeModifiedDate", purchase.updatedAt());
        put("currency", purchase.currency().toLowerCase(Locale.ROOT));
        amount("finalAmount", purchase.total(), purchase);
        amount("shippingAmount", purchase.shipping(), purchase);
        amount("discountsAmount", purchase.discount(), purchase);
        put("shippingMethod", purchase.shippingMethod());
        put("orderUrl", purchase.url());
        lines(purchase);
        return text.append('}').toString();
    }

    /** What is not told is one piece, as over REST (13.3). */
    private void lines(Purchase purchase) {
        text.append("lineItems:[");
        if (purchase.articles().isEmpty()) {
            text.append("{storeLineItemId:\"order\" name:\"Order\" quantity:1 ");
            amount("priceAmount", purchase.total(), purchase);
            text.append('}');
        }
        int number = 0;
        for (Article article : purchase.articles()) {
            text.append('{');
            put("storeLineItemId", String.valueOf(++number));
            put("productStorePrimaryId", article.id());
            put("name", article.name());
            plain("quantity", String.valueOf(article.quantity()));
            amount("priceAmount", article.price(), purchase);
            put("category", article.category());
            put("sku", article.sku());
            put("productUrl", article.productUrl());
            put("imageUrl", article.imageUrl());
            text.append('}');
        }
        text.append(']');
    }

    private void amount(String member, BigDecimal amount, Purchase purchase) {
        if (amount != null) {
            plain(member, Money.units(amount, purchase.currency()));
        }
    }

    private void date(String member, Instant at) {
        if (at != null) {
            put(member, at.truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }

    /** An empty text would overwrite what is there (trap 14). */
    private void put(String member, String value) {
        if (value != null && !value.isEmpty()) {
            plain(
                    member,
                    quoted(member.equals("name") && value.length() > LONGEST ? value.substring(0, LONGEST) : value));
        }
    }

    private void plain(String member, String value) {
        text.append(member).append(':').append(value).append(' ');
    }
}
