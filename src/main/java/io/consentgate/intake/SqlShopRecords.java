package io.consentgate.intake;

import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.List;

/** Tables {@code shop_order}, {@code cart} and {@code tracking_outbox}. */
public final class SqlShopRecords implements ShopRecords {

    @Override
    public void saveOrders(Transaction tx, List<Order> orders) {
        SqlTransaction.of(tx)
                .updateBatch(
                        """
                        INSERT INTO shop_order (site, shop, external_id, person_id, sale_key, status, placed_at,
                          updated_at, content)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (site, shop, external_id) DO UPDATE SET person_id = excluded.person_id,
                          status = excluded.status, placed_at = excluded.placed_at, updated_at = excluded.updated_at,
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
                                    order.content()
                                })
                                .toList());
    }

    @Override
    public void saveCarts(Transaction tx, List<Cart> carts) {
        SqlTransaction.of(tx)
                .updateBatch(
                        """
                        INSERT INTO cart (site, shop, external_id, person_id, status, updated_at, content)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (site, shop, external_id) DO UPDATE SET person_id = excluded.person_id,
                          status = excluded.status, updated_at = excluded.updated_at, content = excluded.content
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
                                    cart.content()
                                })
                                .toList());
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
