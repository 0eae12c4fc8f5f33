package io.consentgate.intake;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tables {@code shop_order}, {@code cart} and {@code tracking_outbox}. */
public final class SqlShopRecords implements ShopRecords {

    @Override
    public void saveOrders(Transaction tx, List<Order> orders) {
        historical(
                tx,
                "UPDATE shop_order SET historical = 1 WHERE site = ? AND shop = ? AND external_id = ?",
                orders.stream()
                        .filter(Order::historical)
                        .map(order -> new Object[] {order.site(), order.shop(), order.externalId()})
                        .toList());
        SqlTransaction.of(tx)
                .updateBatch(
                        """
                        INSERT INTO shop_order (site, shop, external_id, person_id, sale_key, status, placed_at,
                          updated_at, historical, cart_external_id, content)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (site, shop, external_id) DO UPDATE SET person_id = excluded.person_id,
                          status = excluded.status, placed_at = excluded.placed_at, updated_at = excluded.updated_at,
                          historical = CASE WHEN shop_order.historical = 1 THEN 1 ELSE excluded.historical END,
                          cart_external_id = COALESCE(excluded.cart_external_id, shop_order.cart_external_id),
                          content = excluded.content
                        WHERE excluded.updated_at > shop_order.updated_at
                          OR (excluded.updated_at = shop_order.updated_at AND excluded.content > shop_order.content)""",
                        orders.stream()
                                .map(order -> new Object[] {
                                    order.site(),
                                    order.shop(),
                                    order.externalId(),
                                    order.personId(),
                                    order.saleKey(),
                                    order.status(),
                                    order.placedAt(),
                                    order.updatedAt(),
                                    order.historical(),
                                    order.cartExternalId(),
                                    order.content()
                                })
                                .toList());
    }

    /** Also where the version that is there is newer, so that the order of arrival does not matter. */
    private static void historical(Transaction tx, String sql, List<Object[]> keys) {
        SqlTransaction.of(tx).updateBatch(sql, keys);
    }

    @Override
    public void saveCarts(Transaction tx, List<Cart> carts) {
        historical(
                tx,
                "UPDATE cart SET historical = 1 WHERE site = ? AND shop = ? AND external_id = ?",
                carts.stream()
                        .filter(Cart::historical)
                        .map(cart -> new Object[] {cart.site(), cart.shop(), cart.externalId()})
                        .toList());
        SqlTransaction.of(tx)
                .updateBatch(
                        """
                        INSERT INTO cart (site, shop, external_id, person_id, status, updated_at, historical, content)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (site, shop, external_id) DO UPDATE SET person_id = excluded.person_id,
                          status = excluded.status, updated_at = excluded.updated_at,
                          historical = CASE WHEN cart.historical = 1 THEN 1 ELSE excluded.historical END,
                          outcome = NULL, content = excluded.content
                        WHERE excluded.updated_at > cart.updated_at
                          OR (excluded.updated_at = cart.updated_at AND excluded.content > cart.content)""",
                        carts.stream()
                                .map(cart -> new Object[] {
                                    cart.site(),
                                    cart.shop(),
                                    cart.externalId(),
                                    cart.personId(),
                                    cart.status(),
                                    cart.updatedAt(),
                                    cart.historical(),
                                    cart.content()
                                })
                                .toList());
    }

    @Override
    public Set<Long> peopleOf(
            Transaction tx, String site, String shop, Collection<String> cartIds, Collection<String> orderIds) {
        SqlTransaction sql = SqlTransaction.of(tx);
        Set<Long> people = new HashSet<>();
        String named = " WHERE site = ? AND shop = ? AND person_id IS NOT NULL AND external_id IN (?*)";
        sql.queryIn("SELECT person_id FROM cart" + named, cartIds, row -> people.add(row.number(1)), site, shop);
        sql.queryIn("SELECT person_id FROM shop_order" + named, orderIds, row -> people.add(row.number(1)), site, shop);
        return people;
    }

    @Override
    public void saveBehaviour(Transaction tx, List<Behaviour> events, Instant now) {
        SqlTransaction.of(tx)
                .updateBatch(
                        """
                        INSERT INTO tracking_outbox (id, site, account, person_id, name, value, occurred_at, state,
                          due_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?)""",
                        events.stream()
                                .map(event -> new Object[] {
                                    event.id(),
                                    event.site(),
                                    event.account(),
                                    event.personId(),
                                    event.name(),
                                    event.value(),
                                    event.occurredAt(),
                                    now
                                })
                                .toList());
    }
}
