package io.consentgate.consent.banner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Our own values, made up, per format ({@code banner/vectors.json}). */
final class Vectors {

    /** When all of them are received. */
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private Vectors() {}

    record Vector(
            String id,
            String format,
            String raw,
            BannerSettings settings,
            boolean gpc,
            String tracking,
            JsonNode json) {

        BannerState read() {
            return read(raw);
        }

        BannerState read(String value) {
            return BannerReader.read(format, value, settings, gpc, NOW);
        }

        @Override
        public String toString() {
            return id;
        }
    }

    static List<Vector> all() {
        try (InputStream file = Vectors.class.getResourceAsStream("/banner/vectors.json")) {
            List<Vector> vectors = new ArrayList<>();
            for (JsonNode json : new ObjectMapper().readTree(file)) {
                vectors.add(new Vector(
                        json.get("id").asText(),
                        json.get("format").asText(),
                        json.get("raw").asText(),
                        settings(json.path("settings")),
                        json.path("gpc").asBoolean(),
                        json.get("tracking").asText(),
                        json));
            }
            return vectors;
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static Vector named(String id) {
        return all().stream()
                .filter(vector -> vector.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static BannerSettings settings(JsonNode json) {
        Set<Integer> publisher = new HashSet<>();
        json.path("tcf_publisher_purposes").forEach(purpose -> publisher.add(purpose.asInt()));
        return new BannerSettings(
                texts(json.path("site_tracking")),
                texts(json.path("profiling_online")),
                texts(json.path("services")),
                json.path("expected").asText(null),
                json.has("tcf_vendor") ? json.get("tcf_vendor").asInt() : null,
                publisher);
    }

    private static Set<String> texts(JsonNode array) {
        if (array.isMissingNode()) {
            return null;
        }
        Set<String> texts = new HashSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
