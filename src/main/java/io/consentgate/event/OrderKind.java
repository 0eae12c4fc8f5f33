package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;

final class OrderKind implements Kind {

    private final People people;
    private final Shape shape;

    OrderKind(People people) {
        this.people = people;
        shape = new ObjectShape()
                .required("external_id", Shapes.ID)
                .required(
                        "status", Shapes.oneOf("pending", "processing", "completed", "cancelled", "refunded", "failed"))
                .required("currency", Shapes.CURRENCY)
                .required("total", Shapes.MONEY)
                .required("placed_at", Shapes.TIMESTAMP)
                .optional("number", Shapes.ID)
                .optional("cart_external_id", Shapes.ID)
                .optional("person", people.person)
                .optional("platform_status", Shapes.TEXT)
                .optional("tax_total", Shapes.MONEY)
                .optional("shipping_total", Shapes.MONEY)
                .optional("discount_total", Shapes.MONEY)
                .optional("refunded_total", Shapes.MONEY)
                .optional("items", LineItems.atMost(1000))
                .optional("discount_codes", Shapes.list(Shapes.TEXT, Integer.MAX_VALUE, false))
                .optional("shipping_method", Shapes.TEXT)
                .optional("order_url", Shapes.URL)
                .optional("updated_at", Shapes.TIMESTAMP);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public InboundEvent event(Envelope envelope, JsonNode data) {
        return new InboundEvent.Order(
                envelope,
                people.in(data),
                Members.text(data, "external_id"),
                Members.text(data, "cart_external_id"),
                Members.text(data, "status"),
                Members.instant(data, "placed_at"),
                Members.instant(data, "updated_at"),
                data);
    }
}
