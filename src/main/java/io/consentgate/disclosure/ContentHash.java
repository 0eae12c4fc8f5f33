package io.consentgate.disclosure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.Period;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * The identity of a notice's content: SHA-256 over the model as canonical JSON (RFC 8785), without the days on which
 * somebody last looked. Never over rendered text: a comma is no reason to ask anybody again.
 */
final class ContentHash {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Period.class, ToStringSerializer.instance)
                    .addSerializer(LocalDate.class, ToStringSerializer.instance))
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .disable(MapperFeature.AUTO_DETECT_GETTERS, MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    private ContentHash() {}

    /** {@code sha256:} and 64 hex digits. */
    static String of(NoticeModel model) {
        return "sha256:" + hex(canonical(model).getBytes(StandardCharsets.UTF_8));
    }

    /** The model as canonical JSON, as it is kept with each version. */
    static String canonical(NoticeModel model) {
        try {
            return canonical(MAPPER.writeValueAsString(model));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a notice's model could not be written as JSON", impossible);
        }
    }

    static String canonical(JsonNode document) {
        return canonical(document.toString());
    }

    private static String canonical(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException malformed) {
            throw new UncheckedIOException("JSON of our own could not be read", malformed);
        }
    }

    static String hex(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
