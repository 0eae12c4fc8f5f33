package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/** The members by which an event names somebody. */
final class People {

    final Shape email;
    final Shape person;
    private final Function<String, Normalised> normaliser;

    People(Function<String, Normalised> normaliser) {
        this.normaliser = normaliser;
        email = Shapes.email(normaliser);
        person = new ObjectShape()
                .optional("external_id", Shapes.ID)
                .optional("email", email)
                .optional("phone", Shapes.PHONE)
                .anyOf("email", "external_id", "phone");
    }

    /** The person of an event that names one in its own member; null when it names nobody. */
    PersonRef in(JsonNode data) {
        JsonNode person = data.get("person");
        return person == null ? null : ref(person);
    }

    PersonRef ref(JsonNode person) {
        String address = Members.text(person, "email");
        return new PersonRef(
                Members.text(person, "external_id"),
                address == null ? null : normaliser.apply(address).value().orElseThrow(),
                Members.text(person, "phone"));
    }
}
