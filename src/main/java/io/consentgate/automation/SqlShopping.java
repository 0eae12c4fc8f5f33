package io.consentgate.automation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.database.SqlRow;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.site.Trigger;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The tables {@code shop_order} and {@code cart}, only read. */
public final class SqlShopping implements Shopping {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORDERS = "SELECT person_id, shop, external_id, content, placed_at FROM shop_order ";

    @Override
    public List<LastOrder> lastOrders(Transaction tx, String site, Instant from, Instant until, String unnoted) {
        return SqlTransaction.of(tx)
                .query(ORDERS + """
                                WHERE site = ? AND person_id IS NOT NULL AND status <> 'failed'
                                  AND placed_at > ? AND placed_at <= ?
                                  AND NOT EXISTS (SELECT 1 FROM shop_order later WHERE later.site = shop_order.site
                                    AND later.person_id = shop_order.person_id AND later.status <> 'failed'
                                    AND later.placed_at > shop_order.placed_at)
                                  AND NOT EXISTS (SELECT 1 FROM trigger_run noted WHERE noted.site = shop_order.site
                                    AND noted.trigger_name = ? AND noted.occasion = shop_order.shop || ' '
                                      || shop_order.external_id)""", SqlShopping::order, site, from, until, unnoted == null ? "" : unnoted);
    }

    @Override
    public boolean boughtAfter(Transaction tx, Set<Long> personIds, Instant moment) {
        return !SqlTransaction.of(tx)
                .queryIn(
                        "SELECT 1 FROM shop_order WHERE status <> 'failed' AND placed_at > ? AND person_id IN (?*) LIMIT 1",
                        personIds,
                        row -> true,
                        moment)
                .isEmpty();
    }

    @Override
    public int ordersUntil(Transaction tx, Set<Long> personIds, Instant moment) {
        return SqlTransaction.of(tx)
                .queryIn(
                        "SELECT external_id FROM shop_order WHERE status <> 'failed' AND placed_at <= ?"
                                + " AND person_id IN (?*)",
                        personIds,
                        row -> row.text(1),
                        moment)
                .size();
    }

    @Override
    public Set<String> categories(Transaction tx, Set<Long> personIds) {
        Set<String> categories = new HashSet<>();
        SqlTransaction.of(tx)
                .queryIn(
                        "SELECT content FROM shop_order WHERE status <> 'failed' AND person_id IN (?*)",
                        personIds,
                        row -> categories.addAll(categories(row.text(1))));
        return categories;
    }

    @Override
    public List<LastOrder> candidates(Transaction tx, String site, Trigger.On on, Instant since) {
        SqlTransaction sql = SqlTransaction.of(tx);
        return on == Trigger.On.CART_ABANDONED
                ? sql.query("""
                        SELECT person_id, shop, external_id, content, updated_at FROM cart
                        WHERE site = ? AND person_id IS NOT NULL AND status IN ('active', 'abandoned')
                          AND updated_at > ?""", SqlShopping::order, site, since)
                : sql.query(
                        ORDERS + "WHERE site = ? AND person_id IS NOT NULL AND status <> 'failed' AND placed_at > ?",
                        SqlShopping::order,
                        site,
                        since);
    }

    private static LastOrder order(SqlRow row) {
        String total = json(row.text(4)).path("total").asText("");
        return new LastOrder(
                row.number(1),
                row.text(2),
                row.text(3),
                total.isEmpty() ? null : new BigDecimal(total),
                row.instant(5));
    }

    private static Set<String> categories(String content) {
        Set<String> categories = new HashSet<>();
        json(content).path("items").forEach(item -> {
            if (item.hasNonNull("category")) {
                categories.add(item.get("category").asText().strip().toLowerCase(Locale.ROOT));
            }
        });
        return categories;
    }

    private static JsonNode json(String content) {
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored order is no JSON");
        }
    }
}
