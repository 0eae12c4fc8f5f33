package io.consentgate.intake;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What shops said about orders, carts and behaviour, kept for those who send it. */
interface ShopRecords {

    record Order(
            String site,
            String shop,
            String externalId,
            Long personId,
            String saleKey,
            String status,
            Instant placedAt,
            Instant updatedAt,
            boolean historical,
            String cartExternalId,
            String content) {}

    record Cart(
            String site,
            String shop,
            String externalId,
            Long personId,
            String status,
            Instant updatedAt,
            boolean historical,
            String content) {}

    record Behaviour(
            long id, String site, String account, long personId, String name, String value, Instant occurredAt) {}

    /**
     * The latest version by its own time stays; of two at the same time the greater text. What was once told as
     * historical stays so: no automation starts from it.
     */
    void saveOrders(Transaction tx, List<Order> orders);

    /** As {@link #saveOrders}. */
    void saveCarts(Transaction tx, List<Cart> carts);

    /** Whom these carts of a shop name, and whose these orders are. */
    Set<Long> peopleOf(
            Transaction tx, String site, String shop, Collection<String> cartIds, Collection<String> orderIds);

    void saveBehaviour(Transaction tx, List<Behaviour> events, Instant now);
}
