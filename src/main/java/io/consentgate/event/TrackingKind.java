package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;

final class TrackingKind implements Kind {

    private final People people;
    private final Shape shape;

    TrackingKind(People people) {
        this.people = people;
        shape = new ObjectShape()
                .required("name", Shapes.text(1, 32))
                .required("person", people.person)
                .required("occurred_at", Shapes.TIMESTAMP)
                .required("tracking_consent", Shapes.oneOf("given", "refused", "unknown"))
                .optional("value", Shapes.TEXT)
                .optional("page_url", Shapes.URL);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public InboundEvent event(Envelope envelope, JsonNode data) {
        return new InboundEvent.Tracking(
                envelope,
                people.in(data),
                Members.text(data, "name"),
                Members.text(data, "value"),
                Members.instant(data, "occurred_at"),
                Members.text(data, "page_url"),
                Members.text(data, "tracking_consent"),
                data);
    }
}
