package io.consentgate.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;

/** A fault from JSON: its name and its members, {@code {"fault":"ServerError","status":500}}. */
final class FaultNames {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private FaultNames() {}

    static Fault fault(JsonNode wanted) {
        String name = wanted.path("fault").asText();
        if (name.equals("AfterTaking")) {
            return new Fault.AfterTaking(fault(wanted.path("answer")));
        }
        Class<?> type = Arrays.stream(Fault.class.getPermittedSubclasses())
                .filter(each -> each.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown fault " + name));
        try {
            return (Fault) MAPPER.treeToValue(wanted, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Fault " + name + " has a wrong member", e);
        }
    }
}
