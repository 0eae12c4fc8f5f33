package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;

final class PrivacyRequestKind implements Kind {

    private final People people;
    private final Shape shape;

    PrivacyRequestKind(People people) {
        this.people = people;
        shape = new ObjectShape()
                .required("kind", Shapes.oneOf(RequestKind.values()))
                .required("requested_at", Shapes.TIMESTAMP)
                .optional("person", people.person)
                .optional("reference", Shapes.ID)
                .optional("order_external_ids", Shapes.list(Shapes.ID, Integer.MAX_VALUE, false))
                .optional("due_at", Shapes.TIMESTAMP)
                .optional("purpose", Shapes.oneOf(Purpose.values()))
                .optional("channel", Shapes.oneOf(Channel.values()))
                .requiredWhen(
                        data -> data.has("kind")
                                && !"shop_erasure".equals(data.get("kind").textValue()),
                        "person",
                        "only shop_erasure is about nobody in particular");
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public InboundEvent event(Envelope envelope, JsonNode data) {
        return new InboundEvent.PrivacyRequest(
                envelope,
                people.in(data),
                Members.wire(data, "kind", RequestKind::of, null),
                Members.instant(data, "requested_at"),
                Members.instant(data, "due_at"),
                Members.wire(data, "purpose", Purpose::of, null),
                Members.wire(data, "channel", Channel::of, null),
                Members.texts(data, "order_external_ids"),
                data);
    }
}
