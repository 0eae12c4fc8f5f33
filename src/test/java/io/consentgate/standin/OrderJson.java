package io.consentgate.standin;

import static io.consentgate.standin.Quirk.ORDER_AMOUNTS_AS_STRINGS;
import static io.consentgate.standin.Quirk.ORDER_CURRENCY_LOWER_CASE;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
