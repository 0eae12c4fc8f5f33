package io.consentgate.confirmation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** Evidence as the register keeps it. */
final class Proofs {

    private static final JsonMapper JSON = new JsonMapper();

    private Proofs() {}

    static String json(Map<String, Object> evidence) {
        try {
            return JSON.writeValueAsString(evidence);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("evidence cannot be written");
        }
    }
}
