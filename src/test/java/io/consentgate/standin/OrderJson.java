package io.consentgate.standin;

import static io.consentgate.standin.Quirk.ORDER_AMOUNTS_AS_STRINGS;
import static io.consentgate.standin.Quirk.ORDER_CURRENCY_LOWER_CASE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/** The shapes of an order: integers after writing and in lists, strings when one is read (13.3). */
final class OrderJson {

    private static final List<String> AMOUNTS =
            List.of("totalPrice", "shippingAmount", "taxAmount", "discountAmount", "totalProducts");

    private final Setting setting;

    OrderJson(Setting setting) {
        this.setting = setting;
    }

    /** An order of the GraphQL endpoint as a write to Deep Data (14). */
    static ObjectNode copyOf(ObjectNode told, long customer) {
        String currency = Json.text(told, "currency").toUpperCase(Locale.ROOT);
        int digits = Currency.getInstance(currency).getDefaultFractionDigits();
        ObjectNode copy = Json.object()
                .put("externalid", Json.text(told, "storeOrderId"))
                .put("externalcheckoutid", Json.text(told, "cartId"))
                .put("source", told.path("creationSource").asText().equals("$REAL_TIME") ? "1" : "0")
                .put("email", Json.text(told, "email"))
                .put("currency", currency)
                .put("connectionid", Json.text(told, "legacyConnectionId"))
                .put("customerid", String.valueOf(customer))
                .put("orderNumber", Json.text(told, "orderNumber"))
                .put("externalCreatedDate", Json.text(told, "storeCreatedDate"))
                .put("totalPrice", minor(told, "finalAmount", digits))
                .put("shippingAmount", minor(told, "shippingAmount", digits))
                .put("discountAmount", minor(told, "discountsAmount", digits));
        ArrayNode products = copy.putArray("orderProducts");
        for (JsonNode line : told.path("lineItems")) {
            products.addObject()
                    .put("externalid", Json.text(line, "productStorePrimaryId"))
                    .put("name", Json.text(line, "name"))
                    .put("quantity", line.path("quantity").asLong())
                    .put("price", minor(line, "priceAmount", digits));
        }
        return copy;
    }

    private static long minor(JsonNode node, String member, int digits) {
        return node.path(member).decimalValue().movePointRight(digits).longValue();
    }

    ObjectNode posted(ObjectNode order) {
        return visible(order);
    }

    /** PUT: amounts are integers, state is a string. */
    ObjectNode put(ObjectNode order) {
        ObjectNode shown = visible(order);
        return shown.put("state", shown.path("state").asText());
    }

    ObjectNode single(ObjectNode order) {
        ObjectNode shown = put(order);
        if (setting.isOn(ORDER_AMOUNTS_AS_STRINGS)) {
            AMOUNTS.forEach(member -> shown.put(member, shown.path(member).asText("0")));
        }
        if (setting.isOn(ORDER_CURRENCY_LOWER_CASE)) {
            shown.put("currency", shown.path("currency").asText().toLowerCase(Locale.ROOT));
        }
        shown.remove(List.of("orderProducts", "orderDiscounts"));
        return shown;
    }

    /** Products and discounts are kept in the stored order under names that never go out. */
    private static ObjectNode visible(ObjectNode order) {
        ObjectNode shown = order.deepCopy();
        shown.remove(List.of("_products", "_discounts"));
        return shown;
    }
}
