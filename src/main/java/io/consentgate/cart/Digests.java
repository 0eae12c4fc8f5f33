package io.consentgate.cart;

import io.consentgate.gate.Purchase;
import io.consentgate.gate.Purchase.Article;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What counts as the same purchase: everything that is told but when it was last touched. Keyed, as it stays on disk. */
final class Digests implements Function<Purchase, String> {

    private final UnaryOperator<String> keyed;

    Digests(UnaryOperator<String> keyed) {
        this.keyed = keyed;
    }

    @Override
    public String apply(Purchase purchase) {
        return keyed.apply(joined(
                purchase.email(),
                purchase.connection(),
                purchase.cartId(),
                purchase.orderId(),
                purchase.number(),
                purchase.currency(),
                plain(purchase.total()),
                plain(purchase.tax()),
                plain(purchase.shipping()),
                plain(purchase.discount()),
                purchase.articles().stream().map(Digests::article).collect(Collectors.joining("\n")),
                String.join("\n", purchase.codes()),
                purchase.shippingMethod(),
                purchase.url(),
                purchase.createdAt()));
    }

    private static String article(Article article) {
        return joined(
                article.id(),
                article.name(),
                plain(article.price()),
                article.quantity(),
                article.category(),
                article.sku(),
                article.productUrl(),
                article.imageUrl());
    }

    private static String plain(BigDecimal amount) {
        return amount == null ? null : amount.stripTrailingZeros().toPlainString();
    }

    private static String joined(Object... parts) {
        return Arrays.stream(parts).map(part -> Objects.toString(part, "")).collect(Collectors.joining("\u001f"));
    }
}
