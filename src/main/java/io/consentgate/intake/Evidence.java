package io.consentgate.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.consentgate.event.Envelope;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What proves a statement: the event's data as it came, and where it came from (consent.md 3.10). */
final class Evidence {

    private static final JsonFactory JSON = new JsonFactory();

    private Evidence() {}

    static String of(Envelope envelope, String data) {
        StringWriter text = new StringWriter(data.length() + 256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("shop", envelope.key().shop());
            json.writeStringField("source", envelope.key().source());
            json.writeStringField("id", envelope.key().id());
            json.writeStringField("platform", envelope.platform());
            if (envelope.time() != null) {
                json.writeStringField("time", envelope.time().toString());
            }
            json.writeFieldName("data");
            json.writeRawValue(data);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
