package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

final class CartKind implements Kind {

    private static final Set<String> ENDED_IN_ORDER = Set.of("recovered", "converted");

    private final People people;
    private final Shape shape;

    CartKind(People people) {
        this.people = people;
        shape = new ObjectShape()
                .required("external_id", Shapes.ID)
                .required("status", Shapes.oneOf("active", "abandoned", "recovered", "converted", "expired"))
                .required("updated_at", Shapes.TIMESTAMP)
                .optional("person", people.person)
                .optional("currency", Shapes.CURRENCY)
                .optional("total", Shapes.MONEY)
                .optional("tax_total", Shapes.MONEY)
                .optional("items", LineItems.atMost(500))
                .optional("discount_codes", Shapes.list(Shapes.TEXT, Integer.MAX_VALUE, false))
                .optional("recovery_url", Shapes.URL)
                .optional("created_at", Shapes.TIMESTAMP)
                .optional("abandoned_at", Shapes.TIMESTAMP)
                .optional("order_external_id", Shapes.ID)
                .optional("captured_by", Shapes.oneOf("account", "checkout", "script", "unknown"))
                .requiredWhen(
                        data -> data.path("status").isTextual()
                                && ENDED_IN_ORDER.contains(data.path("status").textValue()),
                        "order_external_id",
                        "a recovered or converted cart names its order")
                .requiredWhen(data -> data.has("total"), "currency", "a total needs its currency");
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public InboundEvent event(Envelope envelope, JsonNode data) {
        return new InboundEvent.Cart(
                envelope,
                people.in(data),
                Members.text(data, "external_id"),
                Members.text(data, "status"),
                Members.instant(data, "updated_at"),
                Members.text(data, "order_external_id"),
                data);
    }
}
