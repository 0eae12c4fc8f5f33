package io.consentgate.disclosure.formats;

import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.Rendering;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import javax.xml.transform.TransformerFactory;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Document;

/**
 * {@code notice.LANG.pdf}: the whole notice for lawyer and archive, PDF/UA-1 and PDF/A-2a. The font is embedded: Liberation
 * Sans (SIL Open Font License), which PDFBox ships. Dates and identifier come from the edition, so that the same edition
 * gives the same bytes.
 */
public final class PdfRendering implements Rendering {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    static {
        // It tells every page on the error stream; what may go wrong is an exception, what must be right is tested.
        XRLog.setLoggingEnabled(false);
        // Whoever writes the metadata would search every jar for a better one, for each file: a fifth of the time.
        String writer = TransformerFactory.class.getName();
        if (System.getProperty(writer) == null) {
            System.setProperty(
                    writer, TransformerFactory.newDefaultInstance().getClass().getName());
        }
    }

    private final Rendering fragments;

    public PdfRendering(Rendering fragments) {
        this.fragments = fragments;
    }

    @Override
    public List<NoticeFile> render(NoticeEdition edition, NoticeTexts texts) {
        PageFrame frame = new PageFrame(edition, texts, fragments);
        // Drawing is most of the work of a notice, and no language needs another.
        return edition.model().languages().parallelStream()
                .map(language -> new NoticeFile(
                        PageFrame.fileName(language, "pdf"),
                        "application/pdf",
                        language,
                        pdf(frame.page(language, "notice-print.css"), edition, language)))
                .toList();
    }

    private static byte[] pdf(Document page, NoticeEdition edition, String language) {
        // The order of the headings starts at the first one, and links of the page lead to files that a PDF has not.
        page.select("nav, footer, head link").remove();
        page.head().appendElement("meta").attr("name", "subject").attr("content", page.title());
        page.select("a[href]").forEach(link -> link.attr("title", link.text()));
        page.body().prependElement("div").addClass("running").text(page.title());
        try (PDDocument document = new PDDocument();
                TrueTypeFont font = font();
                PdfBoxRenderer renderer = renderer(page, document, font)) {
            renderer.createPDFKeepOpen();
            date(document, edition, language);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException failure) {
            throw new UncheckedIOException("the PDF in " + language + " cannot be written", failure);
        }
    }

    private static TrueTypeFont font() throws IOException {
        try (InputStream in = PdfRendering.class.getResourceAsStream(FONT)) {
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in));
            // Looking for ligatures that a notice does not need takes a third of the time.
            font.setEnableGsub(false);
            return font;
        }
    }

    private static PdfBoxRenderer renderer(Document page, PDDocument into, TrueTypeFont font) throws IOException {
        PDFont embedded = PDType0Font.load(into, font, true);
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.usePDDocument(into);
        builder.useFont(new PDFontSupplier(embedded), "Notice");
        builder.usePdfUaAccessibility(true);
        builder.usePdfAConformance(PdfAConformance.PDFA_2_A);
        builder.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        builder.withProducer("ConsentGate");
        builder.withW3cDocument(new W3CDom().namespaceAware(false).fromJsoup(page), "about:notice");
        return builder.buildPdfRenderer();
    }

    /** When it was drawn says nothing; when the edition was written does. */
    private static void date(PDDocument document, NoticeEdition edition, String language) throws IOException {
        Instant written = edition.writtenAt().truncatedTo(ChronoUnit.SECONDS);
        Calendar calendar = GregorianCalendar.from(written.atZone(ZoneOffset.UTC));
        calendar.setTimeZone(TimeZone.getTimeZone("UTC"));
        document.getDocumentInformation().setCreationDate(calendar);
        document.getDocumentInformation().setModificationDate(calendar);
        PDMetadata metadata = document.getDocumentCatalog().getMetadata();
        String xmp = new String(metadata.toByteArray(), StandardCharsets.UTF_8)
                .replaceAll("(<xmp:(CreateDate|ModifyDate|MetadataDate)>)[^<]*", "$1" + written);
        metadata.importXMPMetadata(xmp.getBytes(StandardCharsets.UTF_8));
        document.getDocument().getTrailer().removeItem(COSName.ID);
        document.setDocumentId((long) (edition.contentHash() + edition.version() + language).hashCode());
    }
}
