package io.consentgate.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.browser.Chromium;
import io.consentgate.browser.Page;
import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.consent.banner.BannerReader;
import io.consentgate.consent.banner.BannerSettings;
import io.consentgate.consent.banner.BannerState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The script reads banners as the server does: the server's own values decide, in a real browser. */
class ScriptVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static Chromium browser;
    private static Page page;

    record Vector(String id, BannerFormat format, String raw, BannerSettings settings) {}

    @BeforeAll
    static void start() {
        browser = Chromium.start();
        page = browser.newVisitor();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void it_opens_for_the_same_values_as_the_server_and_for_no_other() throws IOException {
        List<String> different = new ArrayList<>();
        List<Vector> vectors = vectors();
        for (Vector vector : vectors) {
            boolean expected = opens(vector, vector.raw());
            if (script(vector, List.of(vector.raw())).get(0) != expected) {
                different.add(vector.id() + ", which the server " + (expected ? "opens" : "closes"));
            }
        }
        assertThat(vectors).hasSizeGreaterThan(200);
        assertThat(different).isEmpty();
    }

    /** It may be stricter about what no tool writes; it may never open what the server closes. */
    @Test
    void a_damaged_value_never_opens_in_the_page_alone() throws IOException {
        Random random = new Random(7);
        List<String> opened = new ArrayList<>();
        for (Vector vector : vectors()) {
            if (!opens(vector, vector.raw())) {
                continue;
            }
            List<String> damaged = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                damaged.add(damage(vector.raw(), random));
            }
            List<Boolean> answers = script(vector, damaged);
            for (int i = 0; i < damaged.size(); i++) {
                if (answers.get(i) && !opens(vector, damaged.get(i))) {
                    opened.add(vector.id() + ": " + damaged.get(i));
                }
            }
        }
        assertThat(opened).isEmpty();
    }

    private static String damage(String raw, Random random) {
        StringBuilder text = new StringBuilder(raw);
        String alphabet = "{}[]:,;'\"%+=&. 01-_~aZ\u00e8";
        for (int left = 1 + random.nextInt(2); left > 0 && text.length() > 1; left--) {
            int at = random.nextInt(text.length());
            char other = random.nextBoolean()
                    ? alphabet.charAt(random.nextInt(alphabet.length()))
                    : raw.charAt(random.nextInt(raw.length()));
            switch (random.nextInt(5)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, other);
                case 2 -> text.setLength(at);
                case 3 -> text.insert(at, raw, Math.min(at, raw.length() - 1), raw.length());
                default -> text.setCharAt(at, other);
            }
        }
        return text.toString();
    }

    private static boolean opens(Vector vector, String raw) {
        BannerState state = BannerReader.read(vector.format(), raw, vector.settings(), false, NOW);
        if (!(state instanceof BannerState.Read read) || !read.activeCampaignTracking()) {
            return false;
        }
        boolean profiling = read.profilingOnline() == null
                || vector.settings().profilingOnline().isEmpty()
                || read.profilingOnline().verdict() == BannerState.Verdict.GIVEN;
        boolean kept = read.expiresAt() == null || read.expiresAt().isAfter(NOW);
        return profiling && kept;
    }

    private static List<Boolean> script(Vector vector, List<String> values) throws IOException {
        ScriptSettings settings = new ScriptSettings(
                "shop", "1", ScriptSettings.VENDOR, Map.of(vector.format(), vector.settings()), 240, false);
        String parts = new ScriptParts().reading(settings);
        JsonNode answers = page.run("(function (w, d) { 'use strict';" + parts + "const settings = "
                + JSON.writeValueAsString(settings.wire()) + "; return " + JSON.writeValueAsString(values)
                + ".map((raw) => { try { const f = '" + vector.format().wire() + "';"
                + "if (formats[f].veto) return false;"
                + "judge(f, raw, settings.banners[f], " + NOW.toEpochMilli() + "); return true; }"
                + "catch (no) { return false; } }); })(window, document)");
        List<Boolean> opened = new ArrayList<>();
        answers.forEach(answer -> opened.add(answer.asBoolean()));
        return opened;
    }

    private static List<Vector> vectors() throws IOException {
        List<Vector> vectors = new ArrayList<>();
        try (InputStream file = ScriptVectorsTest.class.getResourceAsStream("/banner/vectors.json")) {
            for (JsonNode json : JSON.readTree(file)) {
                BannerFormat.of(json.get("format").asText())
                        .ifPresent(format -> vectors.add(new Vector(
                                json.get("id").asText(),
                                format,
                                json.get("raw").asText(),
                                settings(json.path("settings")))));
            }
        }
        return vectors;
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
