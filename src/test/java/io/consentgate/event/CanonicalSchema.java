package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/** The contract itself, as a schema validator reads it: what the hand-written reader is measured against. */
final class CanonicalSchema {

    private static final JsonSchema SCHEMA = load();

    private CanonicalSchema() {}

    static Set<ValidationMessage> validate(JsonNode event) {
        return SCHEMA.validate(event, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    }

    private static JsonSchema load() {
        try (InputStream schema = CanonicalSchema.class.getResourceAsStream("/event/inbound.schema.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
