package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;

/** What a write may say about an order, and how it changes the stored one (13.3). */
final class OrderChange {

    private static final List<String> TEXTS = List.of(
            "externalid",
            "externalcheckoutid",
            "source",
            "email",
            "currency",
            "connectionid",
            "customerid",
            "orderUrl",
            "shippingMethod",
            "orderNumber");
    private static final List<String> AMOUNTS = List.of("totalPrice", "shippingAmount", "taxAmount", "discountAmount");
    private static final List<String> DATES = List.of("externalCreatedDate", "externalUpdatedDate", "abandonedDate");
    private static final List<String> REQUIRED =
            List.of("source", "email", "totalPrice", "currency", "connectionid", "customerid", "externalCreatedDate");

    private final Setting setting;
    private final Connections connections;
    private final Customers customers;
    private long lastPart;

    OrderChange(Setting setting, Connections connections, Customers customers) {
        this.setting = setting;
        this.connections = connections;
        this.customers = customers;
    }

    void requireValid(ObjectNode wanted) {
        for (String member : REQUIRED) {
            if (Json.text(wanted, member) == null) {
                throw Refusal.invalid("The order " + member + " was not provided.", "field_missing", member);
            }
        }
        boolean cart = Json.text(wanted, "externalcheckoutid") != null && Json.text(wanted, "abandonedDate") != null;
        if (Json.text(wanted, "externalid") == null && !cart) {
            throw Refusal.invalid("The order externalid was not provided.", "field_missing", "externalid");
        }
        if (connections.find(Json.number(wanted, "connectionid")).isEmpty()) {
            throw Refusal.invalid("The connection does not exist.", "related_missing", "connectionid");
        }
        if (customers.find(Json.number(wanted, "customerid")).isEmpty()) {
            throw Refusal.invalid("The customer does not exist.", "related_missing", "customerid");
        }
    }

    void apply(ObjectNode wanted, ObjectNode order) {
        TEXTS.stream().filter(wanted::hasNonNull).forEach(member -> order.put(member, Json.text(wanted, member)));
        AMOUNTS.stream().filter(wanted::hasNonNull).forEach(member -> order.put(member, amount(wanted, member)));
        DATES.stream().filter(wanted::hasNonNull).forEach(member -> order.put(member, date(wanted, member)));
        AMOUNTS.stream().filter(member -> !order.has(member)).forEach(member -> order.put(member, 0));
        order.put("orderDate", Json.text(order, "externalCreatedDate"));
        order.put("updatedDate", setting.date(setting.now())).put("tstamp", setting.date(setting.now()));
        replace(wanted, order, "orderProducts", "_products");
        replace(wanted, order, "orderDiscounts", "_discounts");
        order.put("totalProducts", order.path("orderProducts").size());
    }

    /** Money is integer cents; decimals are the most frequent mistake and are refused. */
    private static long amount(ObjectNode wanted, String member) {
        String text = Json.text(wanted, member);
        if (!text.matches("-?\\d{1,15}")) {
            throw Refusal.invalid("The order " + member + " is not valid.", "field_invalid", member);
        }
        return Long.parseLong(text);
    }

    /** Dates come back in the zone of the account. */
    private String date(ObjectNode wanted, String member) {
        try {
            return setting.date(OffsetDateTime.parse(Json.text(wanted, member)).toInstant());
        } catch (DateTimeException e) {
            throw Refusal.invalid("The order " + member + " is not valid.", "field_invalid", member);
        }
    }

    /** PUT replaces the parts, and they get new ids. */
    private void replace(ObjectNode wanted, ObjectNode order, String member, String kept) {
        if (wanted.path(member).isArray()) {
            ArrayNode parts = order.putArray(kept);
            ArrayNode ids = order.putArray(member);
            for (JsonNode part : wanted.get(member)) {
                String id = String.valueOf(++lastPart);
                parts.add(((ObjectNode) part.deepCopy()).put("id", id));
                ids.add(id);
            }
        } else if (!order.has(member)) {
            order.putArray(kept);
            order.putArray(member);
        }
    }
}
