package io.consentgate.disclosure.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.disclosure.ExampleNotice;
import io.consentgate.disclosure.HtmlFragments;
import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.ShippedTexts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

class PdfRenderingTest {

    private static final NoticeEdition EDITION = ExampleNotice.edition();
    private static final NoticeTexts TEXTS = ShippedTexts.all();

    private static List<NoticeFile> files;

    @BeforeAll
    static void render() {
        VeraGreenfieldFoundryProvider.initialise();
        files = new PdfRendering(new HtmlFragments()).render(EDITION, TEXTS);
    }

    private static byte[] italian() {
        return files.get(0).content();
    }

    /** veraPDF's own judgement, rule by rule. */
    @ParameterizedTest
    @EnumSource(
            value = PDFAFlavour.class,
            names = {"PDFA_2_A", "PDFUA_1"})
    void it_is_what_it_says_that_it_is(PDFAFlavour flavour) throws Exception {
        for (NoticeFile file : files) {
            List<String> broken = new ArrayList<>();
            try (PDFAParser parser = Foundries.defaultInstance()
                            .createParser(new ByteArrayInputStream(file.content()), flavour);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                ValidationResult result = validator.validate(parser);
                result.getTestAssertions().stream()
                        .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                        .forEach(assertion -> broken.add(assertion.getRuleId() + " " + assertion.getMessage()));
                assertThat(broken).as(file.name()).isEmpty();
                assertThat(result.isCompliant()).as(file.name()).isTrue();
            }
        }
    }

    @Test
    void it_has_language_title_tags_and_embedded_fonts() throws IOException {
        try (PDDocument document = Loader.loadPDF(italian())) {
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("it");
            assertThat(document.getDocumentInformation().getTitle())
                    .isEqualTo(
                            "Bottega Esempio & Figli S.r.l. – ActiveCampaign: comunicazioni commerciali, profilazione e tracciamento");
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getViewerPreferences().displayDocTitle())
                    .isTrue();
            assertThat(document.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
            assertThat(document.getDocumentCatalog().getOutputIntents()).hasSize(1);
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                }
            }
        }
    }

    @Test
    void it_says_what_the_fragments_say() throws IOException {
        try (PDDocument document = Loader.loadPDF(italian())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains(
                            "Bottega Esempio & Figli S.r.l.",
                            "1 dicembre 2026",
                            "Titolare del trattamento",
                            "prism_*",
                            "scarpe");
        }
    }

    @Test
    void the_same_edition_gives_the_same_bytes() {
        List<NoticeFile> again = new PdfRendering(new HtmlFragments()).render(EDITION, TEXTS);

        assertThat(Arrays.equals(again.get(0).content(), italian())).isTrue();
    }
}
