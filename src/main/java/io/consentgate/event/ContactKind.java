package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

final class ContactKind implements Kind {

    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z][a-z0-9_]{0,49}");

    private final People people;
    private final Shape shape;

    ContactKind(People people) {
        this.people = people;
        shape = new ObjectShape()
                .optional("external_id", Shapes.ID)
                .optional("email", people.email)
                .optional("phone", Shapes.PHONE)
                .optional("first_name", Shapes.TEXT)
                .optional("last_name", Shapes.TEXT)
                .optional("company", Shapes.TEXT)
                .optional("tax_id", Shapes.text(0, 32))
                .optional("locale", Shapes.LANGUAGE)
                .optional("country_code", Shapes.COUNTRY)
                .optional("region", Shapes.TEXT)
                .optional("city", Shapes.TEXT)
                .optional("postal_code", Shapes.text(0, 16))
                .optional("is_guest", Shapes.BOOLEAN)
                .optional("tags", Shapes.list(Shapes.TEXT, 50, true))
                .optional("created_at", Shapes.TIMESTAMP)
                .optional("updated_at", Shapes.TIMESTAMP)
                .optional("birth_date", Shapes.DATE)
                .optional("loyalty", loyalty())
                .optional("attributes", Shapes.map(50, ATTRIBUTE, Shapes.SCALAR))
                .anyOf("email", "phone", "external_id");
    }

    private static Shape loyalty() {
        return new ObjectShape()
                .optional("card_number", Shapes.ID)
                .optional("points", Shapes.NUMBER)
                .optional("total_spent", Shapes.MONEY)
                .optional("enrolled_at", Shapes.TIMESTAMP);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public InboundEvent event(Envelope envelope, JsonNode data) {
        PersonRef person = people.ref(data);
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : data.properties()) {
            JsonNode value = member.getValue();
            if (value.isObject()) {
                value.properties()
                        .forEach(inner -> fields.put(
                                member.getKey() + '.' + inner.getKey(), Members.text(value, inner.getKey())));
            } else if (!value.isArray()) {
                fields.put(member.getKey(), Members.scalar(value));
            }
        }
        fields.computeIfPresent("email", (name, asWritten) -> person.email());
        return new InboundEvent.Contact(
                envelope, person, fields, Members.texts(data, "tags"), Members.instant(data, "updated_at"), data);
    }
}
