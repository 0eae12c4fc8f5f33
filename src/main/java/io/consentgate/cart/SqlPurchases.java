package io.consentgate.cart;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tables {@code cart} and {@code shop_order}, which the intake fills. */
public final class SqlPurchases implements Purchases {

    @Override
    public List<ShopCart> carts(Transaction tx, Collection<Long> personIds) {
        return SqlTransaction.of(tx)
                .queryIn(
                        "SELECT shop, external_id, person_id, status, updated_at, historical, reminded_at, outcome,"
                                + " content FROM cart WHERE person_id IN (?*)",
                        personIds,
                        row -> ShopCart.of(
                                row.text(1),
                                row.text(2),
                                row.numberOrNull(3),
                                row.text(4),
                                row.instant(5),
                                row.flag(6),
                                row.numberOrNull(7) != null,
                                row.text(8),
                                row.text(9)));
    }

    @Override
    public List<ShopOrder> orders(Transaction tx, Collection<Long> personIds) {
        return SqlTransaction.of(tx)
                .queryIn(
                        "SELECT shop, external_id, person_id, cart_external_id, status, placed_at, updated_at,"
                                + " historical, content FROM shop_order WHERE person_id IN (?*)",
                        personIds,
                        row -> new ShopOrder(
                                row.text(1),
                                row.text(2),
                                row.numberOrNull(3),
                                row.text(4),
                                row.text(5),
                                row.instant(6),
                                row.instant(7),
                                row.flag(8),
                                new ShopSays(row.text(9))));
    }

    @Override
    public void outcomes(Transaction tx, String site, Map<ShopCart, String> outcomes) {
        SqlTransaction.of(tx)
                .updateBatch(
                        "UPDATE cart SET outcome = ? WHERE site = ? AND shop = ? AND external_id = ?",
                        outcomes.entrySet().stream()
                                .filter(entry ->
                                        !entry.getValue().equals(entry.getKey().outcome()))
                                .map(entry -> new Object[] {
                                    entry.getValue(),
                                    site,
                                    entry.getKey().shop(),
                                    entry.getKey().id()
                                })
                                .toList());
    }

    @Override
    public void reminded(Transaction tx, String site, CartKey cart, Instant at) {
        SqlTransaction.of(tx)
                .update(
                        "UPDATE cart SET reminded_at = ? WHERE site = ? AND shop = ? AND external_id = ?",
                        at,
                        site,
                        cart.shop(),
                        cart.id());
    }

    @Override
    public Set<CartKey> ordered(Transaction tx, String site, Collection<ShopCart> carts) {
        Set<CartKey> found = new HashSet<>();
        Map<String, List<String>> byShop = carts.stream()
                .collect(Collectors.groupingBy(ShopCart::shop, Collectors.mapping(ShopCart::id, Collectors.toList())));
        byShop.forEach((shop, ids) -> SqlTransaction.of(tx)
                .queryIn(
                        "SELECT cart_external_id FROM shop_order WHERE site = ? AND shop = ? AND status <> 'failed'"
                                + " AND cart_external_id IN (?*)",
                        ids,
                        row -> found.add(new CartKey(shop, row.text(1))),
                        site,
                        shop));
        return found;
    }
}
