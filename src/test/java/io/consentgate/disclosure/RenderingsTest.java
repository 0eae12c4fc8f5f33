package io.consentgate.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.consentgate.disclosure.NoticeModel.SentField;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nu.validator.htmlparser.dom.HtmlDocumentBuilder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** A notice that uses everything, in every language, held against validators and against the checklist. */
class RenderingsTest {

    private static final NoticeEdition EDITION = ExampleNotice.edition();
    private static final NoticeTexts TEXTS = ShippedTexts.all();
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Told by the site's own pages, not by the sections. */
    private static final Set<ChecklistItem> NOT_TOLD =
            Set.of(ChecklistItem.C2, ChecklistItem.C3, ChecklistItem.C21, ChecklistItem.C24, ChecklistItem.K11);

    static Stream<String> languages() {
        return EDITION.model().languages().stream();
    }

    @Nested
    class Html {

        @ParameterizedTest
        @MethodSource("io.consentgate.disclosure.RenderingsTest#languages")
        void both_sections_in_one_page_are_valid_html(String language) throws Exception {
            String page =
                    "<!DOCTYPE html><html lang=\"" + language + "\"><head><title>Notice</title></head><body><h1>N</h1>"
                            + html("privacy-section", language) + html("cookie-section", language) + "</body></html>";

            JsonNode found = JSON.readTree(HtmlValidator.messages(page));

            assertThat(found.path("messages")).isEmpty();
        }

        @Test
        void an_id_stands_once_in_both_sections() {
            List<String> ids = Pattern.compile(" id=\"([^\"]+)\"")
                    .matcher(html("privacy-section", "it") + html("cookie-section", "it"))
                    .results()
                    .map(found -> found.group(1))
                    .toList();

            assertThat(ids).contains("c23", "cookie-version").doesNotHaveDuplicates();
        }

        @ParameterizedTest
        @MethodSource("io.consentgate.disclosure.RenderingsTest#languages")
        void every_item_of_the_checklist_is_told_under_its_anchor(String language) throws Exception {
            Set<String> told = new TreeSet<>();
            for (String section : List.of("privacy-section", "cookie-section")) {
                Document page = parsed(html(section, language));
                for (ChecklistItem item : ChecklistItem.values()) {
                    Element part = page.getElementById(item.anchor());
                    if (part != null && words(part) > 5) {
                        told.add(item.name());
                    }
                }
            }
            Set<String> expected = new TreeSet<>();
            Stream.of(ChecklistItem.values())
                    .filter(item -> !NOT_TOLD.contains(item))
                    .forEach(item -> expected.add(item.name()));
            assertThat(told).isEqualTo(expected);
        }

        @Test
        void names_carry_no_markup_into_the_page() throws Exception {
            assertThat(html("privacy-section", "it"))
                    .contains("Bottega Esempio &amp; Figli S.r.l.")
                    .doesNotContain("Esempio & Figli")
                    .doesNotContain("style=", "<script", "onclick", "{{", "}}");
        }

        @Test
        void the_section_tells_its_version_its_hash_and_the_hash_of_its_words() throws Exception {
            Element section = parsed(html("cookie-section", "de")).getElementById("cookie-activecampaign");

            assertThat(section.getAttribute("lang")).isEqualTo("de");
            assertThat(section.getAttribute("data-disclosure-version")).isEqualTo("7");
            assertThat(section.getAttribute("data-disclosure-hash")).isEqualTo(EDITION.contentHash());
            assertThat(section.getAttribute("data-disclosure-effective")).isEqualTo("2026-12-01");
            assertThat(section.getAttribute("data-disclosure-text")).isEqualTo(TextHash.of(section.getTextContent()));
        }

        private int words(Element part) {
            return part.getTextContent().strip().split("\\s+").length;
        }

        private Document parsed(String html) throws Exception {
            return new HtmlDocumentBuilder()
                    .parse(new InputSource(new ByteArrayInputStream(
                            ("<!DOCTYPE html><meta charset=utf-8>" + html).getBytes(StandardCharsets.UTF_8))));
        }
    }

    @Nested
    class Tilt {

        @ParameterizedTest
        @MethodSource("io.consentgate.disclosure.RenderingsTest#languages")
        void the_document_is_valid_against_the_official_schema(String language) throws Exception {
            assertThat(problems(tilt(language))).isEmpty();
        }

        @Test
        void a_document_without_a_right_is_refused_by_the_schema() throws Exception {
            JsonNode tilt = tilt("it");
            ((com.fasterxml.jackson.databind.node.ObjectNode) tilt).remove("rightToComplain");

            assertThat(problems(tilt)).isNotEmpty();
        }

        @Test
        void without_an_officer_the_schema_is_kept_and_the_truth_is_told() throws Exception {
            NoticeModel model = Models.with(ExampleNotice.model(), "controller.dpo", "{\"appointed\":false}");
            JsonNode tilt = JSON.readTree(new TiltDocuments()
                    .render(ExampleNotice.edition(model), TEXTS)
                    .get(0)
                    .content());

            assertThat(problems(tilt)).isEmpty();
            assertThat(tilt.at("/x-disclosure/dpoAppointed").asBoolean()).isFalse();
            assertThat(tilt.at("/dataProtectionOfficer/name").asText()).contains("nessun responsabile");
        }

        @Test
        void its_hash_covers_everything_but_itself() throws Exception {
            JsonNode tilt = tilt("en");
            String told = tilt.at("/meta/_hash").asText();
            ((com.fasterxml.jackson.databind.node.ObjectNode) tilt.get("meta")).remove("_hash");

            assertThat(told)
                    .isEqualTo(ContentHash.hex(ContentHash.canonical(tilt).getBytes(StandardCharsets.UTF_8)));
        }

        @Test
        void it_names_articles_in_the_form_that_the_schema_asks_for() throws Exception {
            assertThat(tilt("it").findValuesAsText("reference"))
                    .contains("GDPR-6-1-a", "GDPR-6-1-f", "DLGS196-130-4", "DLGS196-130-1", "DLGS196-122");
        }

        private JsonNode tilt(String language) throws IOException {
            return JSON.readTree(file(new TiltDocuments(), "tilt." + language + ".json"));
        }

        private Set<ValidationMessage> problems(JsonNode document) throws IOException {
            try (InputStream schema = RenderingsTest.class.getResourceAsStream("/disclosure/tilt-schema.json")) {
                JsonSchema tilt = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                        .getSchema(schema);
                return tilt.validate(
                        document, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
            }
        }
    }

    @Nested
    class Markdown {

        @Test
        void signs_that_mean_something_in_markdown_are_letters_in_the_text() {
            assertThat(MarkdownTexts.line("a*b_c|d\n[e] <f> & `g`"))
                    .isEqualTo("a\\*b\\_c\\|d \\[e\\] \\<f\\> &amp; \\`g\\`");
        }

        @ParameterizedTest
        @MethodSource("io.consentgate.disclosure.RenderingsTest#languages")
        void every_row_of_a_table_has_the_columns_of_its_head(String language) {
            String markdown = file(new MarkdownTexts(), "privacy-section." + language + ".md");
            List<Integer> columns = markdown.lines()
                    .filter(line -> line.startsWith("|"))
                    .map(line -> line.replace("\\|", "").split("\\|").length)
                    .toList();

            assertThat(columns).isNotEmpty();
            assertThat(markdown).contains("<a id=\"c10\"></a>").doesNotContain("{{");
            assertThat(Set.copyOf(columns)).isSubsetOf(4, 5);
        }
    }

    @Nested
    class Everywhere {

        @ParameterizedTest
        @MethodSource("io.consentgate.disclosure.RenderingsTest#languages")
        void every_field_purpose_tracker_and_recipient_is_named_in_every_format(String language) {
            NoticeWords words = TEXTS.in(language);
            NoticeModel model = EDITION.model();
            for (Rendering rendering : List.of(new HtmlFragments(), new TiltDocuments())) {
                String all = all(rendering, language);
                for (SentField field : model.fields()) {
                    assertThat(all).contains(words.field(field).replace("'", "&#39;"));
                }
                model.purposes().forEach(used -> assertThat(all).contains(words.purpose(used.purpose())));
                model.trackers().forEach(tracker -> assertThat(all).contains(tracker.name()));
                assertThat(all).contains("ActiveCampaign, LLC", "Messaggi Esempio", "(EU) 2023/1795", "(EU) 2021/914");
            }
        }

        @Test
        void equal_models_give_equal_bytes() {
            for (Rendering rendering : List.of(new HtmlFragments(), new MarkdownTexts(), new TiltDocuments())) {
                List<NoticeFile> once = rendering.render(ExampleNotice.edition(), TEXTS);
                List<NoticeFile> again = rendering.render(ExampleNotice.edition(), TEXTS);
                for (int i = 0; i < once.size(); i++) {
                    assertThat(once.get(i).content()).isEqualTo(again.get(i).content());
                }
            }
        }

        private String all(Rendering rendering, String language) {
            StringBuilder all = new StringBuilder();
            rendering.render(EDITION, TEXTS).stream()
                    .filter(file -> language.equals(file.language()))
                    .forEach(file -> all.append(new String(file.content(), StandardCharsets.UTF_8)));
            return rendering instanceof TiltDocuments ? all.toString().replace("'", "&#39;") : all.toString();
        }
    }

    /** No language may fall back on another: its words are its own. */
    @ParameterizedTest
    @MethodSource("io.consentgate.disclosure.RenderingsTest#languages")
    void a_language_does_not_speak_another(String language) throws Exception {
        String text = html("privacy-section", language) + html("cookie-section", language);
        String foreign =
                switch (language) {
                    case "it" -> "consent to|Einwilligung|consentement|consentimiento";
                    case "en" -> "consenso|Einwilligung|consentement|consentimiento";
                    case "de" -> "consenso|consent to|consentement|consentimiento";
                    case "fr" -> "consenso|consent to|Einwilligung|consentimiento";
                    default -> "consenso|consent to|Einwilligung|consentement";
                };
        assertThat(Pattern.compile(foreign).matcher(text).find()).isFalse();
    }

    private static String html(String section, String language) {
        return file(new HtmlFragments(), section + "." + language + ".html");
    }

    private static String file(Rendering rendering, String name) {
        return rendering.render(EDITION, TEXTS).stream()
                .filter(file -> file.name().equals(name))
                .map(file -> new String(file.content(), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }
}
