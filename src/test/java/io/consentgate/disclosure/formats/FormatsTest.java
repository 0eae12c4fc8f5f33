package io.consentgate.disclosure.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.document.JsonDocument;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.consentgate.disclosure.ExampleNotice;
import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.Rendering;
import io.consentgate.disclosure.ShippedTexts;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final NoticeEdition EDITION = ExampleNotice.edition();
    private static final NoticeModel MODEL = EDITION.model();
    private static final NoticeTexts TEXTS = ShippedTexts.all();

    static List<Rendering> renderings() {
        return List.of(
                new DpvRendering(),
                new DeviceStorageRendering(),
                new ProcessingRecordRendering(),
                new BannerServicesRendering());
    }

    private static String file(Rendering rendering, String name) {
        return rendering.render(EDITION, TEXTS).stream()
                .filter(file -> file.name().equals(name))
                .map(file -> new String(file.content(), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(Rendering rendering, String name) throws IOException {
        return MAPPER.readTree(file(rendering, name));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void equal_editions_give_equal_bytes_without_a_gap(Rendering rendering) {
        List<NoticeFile> once = rendering.render(EDITION, TEXTS);
        List<NoticeFile> again = rendering.render(ExampleNotice.edition(), ShippedTexts.all());

        assertThat(again).usingRecursiveComparison().isEqualTo(once);
        assertThat(once).allSatisfy(file -> assertThat(new String(file.content(), StandardCharsets.UTF_8))
                .doesNotContain("{{", "null,"));
    }

    @Nested
    class Dpv {
        private final JsonLdOptions offline = offline();

        /** Whoever fetches a context at run time depends on it: nothing may be loaded. */
        private static JsonLdOptions offline() {
            JsonLdOptions options = new JsonLdOptions((url, more) -> {
                throw new AssertionError("a context is fetched: " + url);
            });
            options.setOrdered(true);
            return options;
        }

        private JsonDocument document() throws Exception {
            return JsonDocument.of(new StringReader(file(new DpvRendering(), DpvRendering.NAME)));
        }

        @Test
        void expands_without_a_term_that_the_vocabulary_does_not_know() throws Exception {
            Set<String> known;
            try (InputStream terms = getClass().getResourceAsStream("/disclosure/dpv-2.3-terms.txt")) {
                known = new String(terms.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(Dpv::iri)
                        .collect(Collectors.toSet());
            }
            Set<String> used = new TreeSet<>();
            iris(JsonLd.expand(document()).options(offline).get(), used);
            Set<String> vocabulary = used.stream()
                    .filter(iri -> iri.startsWith("https://w3id.org/dpv") && !iri.equals("https://w3id.org/dpv/2.3"))
                    .filter(iri -> !iri.startsWith("https://w3id.org/dpv/loc#"))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(vocabulary).hasSizeGreaterThan(60).isSubsetOf(known);
            assertThat(used)
                    .as("nothing keeps its prefix: every one is in the context")
                    .noneMatch(iri -> iri.matches("(dpv|pd|tech|loc|eu-gdpr|legal-eu|legal-it|dct|foaf|spdx|xsd):.*"))
                    .noneMatch(iri -> iri.startsWith("http://w3id.org"));
        }

        @Test
        void loses_nothing_on_the_way_through_a_graph() throws Exception {
            long statements =
                    JsonLd.toRdf(document()).options(offline).get().toList().size();

            assertThat(statements).isGreaterThan(150);
        }

        @Test
        void names_every_purpose_with_its_bases_data_and_time() throws IOException {
            JsonNode notice = json(new DpvRendering(), DpvRendering.NAME);

            assertThat(notice.path("dct:identifier").asText()).isEqualTo("7");
            assertThat(notice.path("@type").toString()).contains("eu-gdpr:IndirectDataCollectionNotice");
            for (NoticeModel.UsedPurpose used : MODEL.purposes()) {
                JsonNode process = process(notice, used.purpose().wire());
                assertThat(process.path("dpv:hasLegalBasis")).isNotEmpty();
                assertThat(process.path("dpv:hasPersonalData")).isNotEmpty();
                assertThat(process.path("dpv:hasStorageCondition").toString())
                        .contains(used.retention().toString());
                assertThat(process.path("dct:title")).hasSize(5);
            }
            assertThat(process(notice, "site_tracking").toString()).contains("tech:Cookie", "prism_*");
            assertThat(process(notice, "transfer-us-adequacy").toString()).contains("eu-gdpr:A45-3", "loc:US");
        }

        private static JsonNode process(JsonNode notice, String fragment) {
            for (JsonNode process : notice.path("dpv:hasProcess")) {
                if (process.path("@id").asText().endsWith("#" + fragment)) {
                    return process;
                }
            }
            throw new AssertionError("no process " + fragment);
        }

        private static String iri(String term) {
            String[] parts = term.split(":", 2);
            String space =
                    switch (parts[0]) {
                        case "dpv" -> "https://w3id.org/dpv#";
                        case "eu-gdpr" -> "https://w3id.org/dpv/legal/eu/gdpr#";
                        case "legal-eu" -> "https://w3id.org/dpv/legal/eu#";
                        case "legal-it" -> "https://w3id.org/dpv/legal/it#";
                        default -> "https://w3id.org/dpv/" + parts[0] + "#";
                    };
            return space + parts[1];
        }

        private static void iris(JsonValue value, Set<String> into) {
            switch (value.getValueType()) {
                case ARRAY -> value.asJsonArray().forEach(item -> iris(item, into));
                case OBJECT ->
                    value.asJsonObject().forEach((key, member) -> {
                        if (key.equals("@id") || key.equals("@type")) {
                            strings(member, into);
                        } else if (!key.startsWith("@")) {
                            into.add(key);
                        }
                        iris(member, into);
                    });
                default -> {}
            }
        }

        private static void strings(JsonValue value, Set<String> into) {
            if (value.getValueType() == JsonValue.ValueType.STRING) {
                into.add(((jakarta.json.JsonString) value).getString());
            } else {
                value.asJsonArray().forEach(item -> strings(item, into));
            }
        }
    }

    @Nested
    class DeviceStorage {
        @Test
        void is_valid_and_claims_no_part_in_the_framework() throws IOException {
            JsonNode content = json(new DeviceStorageRendering(), DeviceStorageRendering.NAME);
            JsonSchema schema;
            try (InputStream in = getClass().getResourceAsStream("/disclosure/device-storage-disclosure.schema.json")) {
                schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(in);
            }

            assertThat(schema.validate(content)).isEmpty();
            assertThat(content.toString().toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("vendorid", "tcf", "tcstring", "gvl");
        }

        @Test
        void names_what_stays_on_the_device_where_and_for_how_long() throws IOException {
            JsonNode content = json(new DeviceStorageRendering(), DeviceStorageRendering.NAME);

            assertThat(content.path("disclosures")).hasSize(1);
            JsonNode prism = content.path("disclosures").get(0);
            assertThat(prism.path("identifier").asText()).isEqualTo("prism_*");
            assertThat(prism.path("maxAgeSeconds").asLong()).isEqualTo(2_592_000);
            assertThat(prism.path("cookieRefresh").asBoolean()).isTrue();
            assertThat(prism.path("domains").toString()).isEqualTo("[\"bottega.example.org\"]");
            assertThat(prism.path("purposes").toString()).isEqualTo("[1,3,4,5,6]");
            assertThat(content.path("domains")).hasSize(3);
        }
    }

    @Nested
    class RecordOfProcessing {
        @Test
        void has_a_row_for_each_purpose_with_every_member_of_article_30() throws IOException {
            JsonNode rows = json(new ProcessingRecordRendering(), "processing-record.json");

            assertThat(rows).hasSameSizeAs(MODEL.purposes());
            for (JsonNode row : rows) {
                for (String member : List.of(
                        "controller",
                        "controller_contact",
                        "data_protection_officer",
                        "purpose",
                        "data_subjects",
                        "data_categories",
                        "recipients",
                        "transfers",
                        "safeguards",
                        "retention",
                        "measures",
                        "legal_basis")) {
                    assertThat(row.path(member).asText()).as(member).isNotBlank();
                }
            }
            assertThat(rows.get(0).path("fields").asText()).contains("email", "phone", "custom:Loyalty points");
            assertThat(rows.get(2).path("fields").asText()).isEqualTo("custom:Shoe size");
        }

        @Test
        void is_the_same_as_a_table() throws IOException {
            String csv = file(new ProcessingRecordRendering(), "processing-record.csv");

            assertThat(csv.lines().findFirst().orElseThrow()).startsWith("activity,controller,controller_contact,");
            assertThat(csv).contains("\r\n").contains("\"Bottega Esempio & Figli S.r.l., Via Esempio 1, 20100 Milano");
        }
    }

    @Nested
    class BannerServices {
        @Test
        void are_off_until_somebody_says_yes() throws IOException {
            JsonNode service = json(new BannerServicesRendering(), "klaro-services.json")
                    .path("services")
                    .get(0);

            assertThat(service.path("required").asBoolean(true)).isFalse();
            assertThat(service.path("default").asBoolean(true)).isFalse();
            assertThat(service.path("optOut").asBoolean(true)).isFalse();
            assertThat(service.path("cookies").toString())
                    .isEqualTo("[{\"pattern\":\"^prism_.*$\",\"path\":\"/\",\"domain\":\"bottega.example.org\"}]");
            assertThat(service.path("translations")).hasSize(5);
            assertThat(service.path("translations")
                            .path("de")
                            .path("privacyPolicyUrl")
                            .asText())
                    .isEqualTo("https://bottega.example.org/de/datenschutz");
        }

        @Test
        void name_every_tracker_in_the_table_for_other_tools() {
            assertThat(file(new BannerServicesRendering(), "banner-services.csv")
                            .lines())
                    .hasSize(3)
                    .anyMatch(line -> line.startsWith("activecampaign,\"prism_*\",")
                            || line.startsWith("activecampaign,prism_*,"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+39", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uFF1D1"})
    void a_spreadsheet_runs_no_formula(String value) {
        assertThat(Written.harmless(value)).isEqualTo("'" + value);
        assertThat(Written.harmless("Via Esempio 1")).isEqualTo("Via Esempio 1");
    }

    @Test
    void a_lifetime_in_another_unit_is_refused() {
        NoticeModel.Tracker absurd = new NoticeModel.Tracker(
                "x",
                "cookie",
                "first",
                "ActiveCampaign, LLC",
                "site",
                java.time.Period.ofDays(30_000),
                false,
                "profiling",
                io.consentgate.event.Purpose.SITE_TRACKING,
                "US");

        assertThatThrownBy(() -> DeviceStorageRendering.disclosure(absurd, MODEL))
                .hasMessage("x would live longer than 24 months: its lifetime is in another unit");
    }

    /** The shared vocabulary, where it is at hand, is the one that the list of names was taken from. */
    @Test
    void the_list_of_terms_is_the_vocabularys() throws IOException {
        Path shared = Path.of("../shared/reference/schemas/dpv-2.3-terms.tsv");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(shared));
        try (InputStream terms = getClass().getResourceAsStream("/disclosure/dpv-2.3-terms.txt");
                Stream<String> lines = Files.lines(shared)) {
            List<String> ours = new ArrayList<>(
                    new String(new ByteArrayInputStream(terms.readAllBytes()).readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .skip(1)
                            .toList());
            assertThat(ours)
                    .containsExactlyElementsOf(lines.skip(1)
                            .filter(line -> !line.endsWith("sunset"))
                            .map(line -> line.split("\t")[0])
                            .toList());
        }
    }
}
