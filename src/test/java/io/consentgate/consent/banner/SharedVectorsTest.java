package io.consentgate.consent.banner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.iab.gpp.encoder.section.EncodableSection;
import com.iabtcf.decoder.TCString;
import io.consentgate.consent.banner.BannerState.Decision;
import io.consentgate.consent.banner.BannerState.Read;
import io.consentgate.consent.banner.BannerState.Unreadable;
import io.consentgate.consent.banner.BannerState.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The reference's own values, where they lie beside the project; ContactHub's consents are no banner. */
class SharedVectorsTest {

    private static final Path VECTORS = Path.of("../shared/reference/consent-vectors.json");

    /** When the reference was written; the TC strings are judged as of then. */
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static final List<BannerFormat> COOKIES =
            List.of(BannerFormat.COOKIEBOT, BannerFormat.IUBENDA, BannerFormat.COOKIEYES, BannerFormat.KLARO);

    @TestFactory
    Stream<DynamicTest> decodesEveryVectorAsExpected() throws IOException {
        assumeTrue(Files.exists(VECTORS), "the reference is not beside the project");
        JsonNode vectors = new ObjectMapper().readTree(VECTORS.toFile());
        return StreamSupport.stream(vectors.spliterator(), false)
                .filter(vector -> !vector.get("format").asText().startsWith("contacthub"))
                .map(vector -> DynamicTest.dynamicTest(
                        vector.get("id").asText() + " " + vector.get("format").asText(), () -> check(vector)));
    }

    private static void check(JsonNode vector) {
        String format = vector.get("format").asText();
        String raw = vector.get("raw").isNull() ? null : vector.get("raw").asText();
        JsonNode expected = vector.get("expected");
        switch (format) {
            case "tcf.tcString" -> tcf(raw, expected);
            case "gpp.string" -> gpp(raw, expected);
            case "google.gcs", "google.gcd" -> google(raw, expected);
            case "gpc.header" ->
                assertThat(GlobalPrivacyControl.isOnIn(raw))
                        .isEqualTo(expected.get("gpc").asBoolean());
            case "http.cookieHeader" -> header(raw, expected);
            default -> banner(format, raw, vector.path("context"), expected);
        }
    }

    private static BannerState read(String format, String raw, BannerSettings settings) {
        return BannerReader.read(format, raw, settings, false, NOW);
    }

    private static void banner(String format, String raw, JsonNode context, JsonNode expected) {
        String tool = format.substring(0, format.indexOf('.'));
        BannerState state = read(tool, raw, settings(context));
        boolean allowed = expected.get("activeCampaignTracking").asText().equals("allow");
        assertThat(state.activeCampaignTracking()).isEqualTo(allowed);
        assertThat(state.reason() == null ? null : state.reason().code())
                .isEqualTo(expected.path("reason").asText(null));
        String decision = expected.get("decision").asText();
        if (state instanceof Unreadable) {
            assertThat(decision).isEqualTo("invalid");
            return;
        }
        Read read = (Read) state;
        assertThat(wire(read.decision())).isEqualTo(decision);
        assertThat(read.categories()).isEqualTo(categories(expected.get("categories")));
        String recordedAt = expected.path("recordedAt").asText(null);
        assertThat(read.recordedAt()).isEqualTo(recordedAt == null ? null : Instant.parse(recordedAt));
        if (expected.has("expiresAt")) {
            assertThat(read.expiresAt()).isEqualTo(expected.get("expiresAt").asText());
        }
        String receipt = expected.has("stamp") ? "stamp" : "consentId";
        if (expected.has(receipt) && !expected.get(receipt).asText().equals("-1")) {
            assertThat(read.receiptId()).isEqualTo(expected.get(receipt).asText());
        }
    }

    private static String wire(Decision decision) {
        String[] words = decision.name().toLowerCase().split("_");
        StringBuilder wire = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            wire.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return wire.toString();
    }

    private static BannerSettings settings(JsonNode context) {
        Set<String> categories = null;
        Set<String> services = null;
        String expected = null;
        for (Map.Entry<String, JsonNode> entry : context.properties()) {
            String value = entry.getValue().asText();
            switch (entry.getKey()) {
                case "marketingCategory", "marketingPurpose", "marketingGroup" -> categories = Set.of(value);
                case "activeCampaignService", "activeCampaignVendor" -> services = Set.of(value);
                case "currentPolicyId", "currentRevision" -> expected = value;
                default -> throw new IllegalArgumentException(entry.getKey());
            }
        }
        return new BannerSettings(categories, Set.of(), services, expected, null, Set.of());
    }

    /** Didomi's are lists: what is enabled and disabled. */
    private static Map<String, Boolean> categories(JsonNode expected) {
        Map<String, Boolean> categories = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            String[] name = entry.getKey().split("\\.");
            if (entry.getValue().isArray()) {
                entry.getValue().forEach(id -> categories.put(name[0] + "." + id.asText(), name[1].equals("enabled")));
            } else {
                categories.put(
                        entry.getKey(),
                        entry.getValue().isNull() ? null : entry.getValue().asBoolean());
            }
        }
        return categories;
    }

    private static void header(String raw, JsonNode expected) {
        CookieHeader header = CookieHeader.parse(raw);
        for (Map.Entry<String, JsonNode> cookie : expected.path("cookies").properties()) {
            List<String> values = new ArrayList<>();
            if (cookie.getValue().isArray()) {
                cookie.getValue().forEach(value -> values.add(value.asText()));
            } else {
                values.add(cookie.getValue().asText());
            }
            assertThat(header.cookies()).containsEntry(cookie.getKey(), values);
        }
        if (expected.has("pick")) {
            assertThat(header.of(BannerFormat.IUBENDA))
                    .isEqualTo(header.cookies().get(expected.get("pick").asText()));
        }
        BannerState state = BannerReader.read(header, COOKIES, BannerSettings.DEFAULT, false, NOW);
        assertThat(state.activeCampaignTracking()).isFalse();
        assertThat(state.reason().code()).isEqualTo(expected.get("reason").asText());
    }

    private static void google(String raw, JsonNode expected) {
        BannerState state = read("google_consent_mode", raw, BannerSettings.DEFAULT);
        assertThat(state.activeCampaignTracking()).isFalse();
        assertThat(state.reason().code()).isEqualTo(expected.get("reason").asText());
        if (state instanceof Unreadable) {
            return;
        }
        GoogleConsentMode.states(raw).forEach((signal, actual) -> {
            String said = expected.get(signal).asText();
            assertThat(actual)
                    .isEqualTo(
                            switch (said) {
                                case "unset" -> GoogleConsentMode.State.UNSET;
                                case "denied(default)" -> GoogleConsentMode.State.DENIED_BY_DEFAULT;
                                case "granted(default)" -> GoogleConsentMode.State.GRANTED_BY_DEFAULT;
                                default ->
                                    said.startsWith("denied")
                                            ? GoogleConsentMode.State.DENIED
                                            : GoogleConsentMode.State.GRANTED;
                            });
        });
    }

    private static void tcf(String raw, JsonNode expected) {
        BannerState state = read("iab_tcf", raw, BannerSettings.DEFAULT);
        assertThat(state.activeCampaignTracking())
                .isEqualTo(expected.get("sufficientForActiveCampaign").asBoolean());
        boolean usable = expected.get("usable").asBoolean();
        assertThat(state instanceof Read).isEqualTo(usable);
        if (!usable) {
            assertThat(state.reason().code()).isEqualTo(expected.get("reason").asText());
        } else {
            JsonNode reads = expected.get("reads");
            Map<String, Boolean> purposes = ((Read) state).categories();
            boolean storage = Boolean.TRUE.equals(purposes.get("1"));
            assertThat(storage).isEqualTo(reads.get("storageAccess").asBoolean());
            assertThat(purposes.get("3") && purposes.get("4"))
                    .isEqualTo(reads.get("adProfiling").asBoolean());
            assertThat(storage && (purposes.get("7") || purposes.get("8") || purposes.get("9")))
                    .isEqualTo(reads.get("measurement").asBoolean());
        }
        if (expected.get("decodes").asText().equals("true")
                && expected.get("decoded").get("version").asInt() == 2) {
            fields(IabTcf.decode(raw), expected.get("decoded"));
        }
    }

    private static void fields(TCString string, JsonNode decoded) {
        assertThat(string.getCreated()).isEqualTo(decoded.get("created").asText());
        assertThat(string.getLastUpdated()).isEqualTo(decoded.get("lastUpdated").asText());
        assertThat(string.getTcfPolicyVersion())
                .isEqualTo(decoded.get("tcfPolicyVersion").asInt());
        assertThat(string.isServiceSpecific())
                .isEqualTo(decoded.get("isServiceSpecific").asBoolean());
        assertThat(string.getPurposeOneTreatment())
                .isEqualTo(decoded.get("purposeOneTreatment").asBoolean());
        assertThat(string.getPurposesConsent().toSet()).isEqualTo(numbers(decoded.get("purposesConsent")));
        if (decoded.has("vendorConsent")) {
            assertThat(string.getVendorConsent().toSet()).isEqualTo(numbers(decoded.get("vendorConsent")));
        }
        if (decoded.has("disclosedVendors")) {
            assertThat(string.getDisclosedVendors().toSet()).isEqualTo(numbers(decoded.get("disclosedVendors")));
        }
        if (decoded.has("customPurposesConsent")) {
            assertThat(string.getCustomPurposesConsent().toSet())
                    .isEqualTo(numbers(decoded.get("customPurposesConsent")));
        }
    }

    private static Set<Integer> numbers(JsonNode array) {
        Set<Integer> numbers = new TreeSet<>();
        array.forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }

    private static void gpp(String raw, JsonNode expected) {
        BannerState state = read("iab_gpp", raw, BannerSettings.DEFAULT);
        assertThat(state.activeCampaignTracking())
                .isEqualTo(expected.get("sufficientForActiveCampaign").asBoolean());
        if (!expected.get("decodes").asBoolean()) {
            assertThat(state).isEqualTo(new Unreadable(BannerReason.GPP_UNDECODABLE));
            return;
        }
        assertThat(state.reason()).isNotEqualTo(BannerReason.GPP_UNDECODABLE);
        if (!expected.get("relevantInEU").asBoolean()) {
            assertThat(((Read) state).siteTracking().verdict()).isEqualTo(Verdict.ABSENT);
        }
        List<EncodableSection> sections = raw == null ? List.of() : IabGpp.sections(raw);
        assertThat(sections.stream().map(EncodableSection::getId).toList())
                .containsExactlyElementsOf(numbers(expected.get("sectionIds")));
        for (EncodableSection section : sections) {
            expected.get("sections")
                    .get(String.valueOf(section.getId()))
                    .properties()
                    .forEach(field -> {
                        String name = Character.toUpperCase(field.getKey().charAt(0))
                                + field.getKey().substring(1);
                        if (!name.equals("Api") && section.hasField(name)) {
                            assertThat(plain(section.getFieldValue(name)))
                                    .as(name)
                                    .isEqualTo(text(field.getValue()));
                        }
                    });
        }
    }

    private static String plain(Object value) {
        if (value instanceof ZonedDateTime time) {
            return time.toInstant().toString();
        }
        if (value instanceof List<?> list && list.stream().allMatch(Boolean.class::isInstance)) {
            List<Integer> on = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                if (Boolean.TRUE.equals(list.get(i))) {
                    on.add(i + 1);
                }
            }
            return on.toString();
        }
        return String.valueOf(value);
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> elements = new ArrayList<>();
        value.forEach(element -> elements.add(element.asText()));
        return elements.toString();
    }
}
