package io.consentgate.disclosure.formats;

import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.NoticeWords;
import io.consentgate.disclosure.Rendering;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;

/**
 * A whole page around the fragments of one language: for sites that have no page of their own for the notice, and for
 * the PDF. It adds a head, the names of the other languages and nothing that a notice has to say.
 */
final class PageFrame {

    private final NoticeEdition edition;
    private final NoticeTexts texts;
    private final List<NoticeFile> fragments;

    /** @param fragments renders {@code privacy-section} and {@code cookie-section} as HTML */
    PageFrame(NoticeEdition edition, NoticeTexts texts, Rendering fragments) {
        this.edition = edition;
        this.texts = texts;
        this.fragments = fragments.render(edition, texts).stream()
                .filter(file -> file.name().endsWith(".html"))
                .toList();
    }

    static String fileName(String language, String extension) {
        return "notice." + language + "." + extension;
    }

    /** @param style a resource beside this class */
    Document page(String language, String style) {
        NoticeModel model = edition.model();
        Document page = Document.createShell("");
        page.outputSettings().prettyPrint(false);
        page.prependChild(new DocumentType("html", "", ""));
        page.selectFirst("html").attr("lang", language);
        List<Element> sections = new ArrayList<>();
        fragments.stream()
                .filter(file -> language.equals(file.language()))
                .map(file -> Jsoup.parseBodyFragment(new String(file.content(), StandardCharsets.UTF_8)))
                .forEach(fragment -> sections.addAll(fragment.body().children()));
        String title = sections.get(0).selectFirst("h2").text();
        head(page, title, language, style);
        Element header = page.body().appendElement("header");
        header.appendElement("h1").text(model.controller().name());
        header.appendElement("p").text(version(language));
        languages(header, language);
        Element main = page.body().appendElement("main");
        sections.forEach(main::appendChild);
        unite(main);
        Element footer = page.body().appendElement("footer").appendElement("p");
        footer.appendElement("a").attr("href", fileName(language, "pdf")).text("PDF");
        return page;
    }

    /** On one page parts are headings, not landmarks. */
    private static void unite(Element main) {
        main.select("section section").removeAttr("aria-labelledby");
    }

    private void head(Document page, String title, String language, String style) {
        Element head = page.head();
        head.appendElement("meta").attr("charset", "utf-8");
        head.appendElement("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1");
        head.appendElement("title").text(edition.model().controller().name() + " – " + title);
        head.appendElement("meta").attr("name", "description").attr("content", version(language));
        for (String other : edition.model().languages()) {
            head.appendElement("link")
                    .attr("rel", "alternate")
                    .attr("hreflang", other)
                    .attr("href", fileName(other, "html"));
        }
        head.appendElement("link").attr("rel", "privacy-policy").attr("href", fileName(language, "html"));
        head.appendElement("link")
                .attr("rel", "alternate")
                .attr("type", "application/ld+json")
                .attr("href", DpvRendering.NAME);
        head.appendElement("style").appendChild(new DataNode(resource(style)));
    }

    private String version(String language) {
        NoticeWords words = texts.in(language);
        return words.text(
                "c23.version",
                Map.of("version", String.valueOf(edition.version()), "date", words.date(edition.effectiveFrom())));
    }

    private void languages(Element header, String language) {
        List<String> all = edition.model().languages();
        if (all.size() < 2) {
            return;
        }
        Element list =
                header.appendElement("nav").attr("aria-label", "Language").appendElement("ul");
        for (String each : all) {
            Locale locale = Locale.forLanguageTag(each);
            Element link = list.appendElement("li")
                    .appendElement("a")
                    .attr("href", fileName(each, "html"))
                    .attr("hreflang", each)
                    .attr("lang", each);
            String name = locale.getDisplayLanguage(locale);
            link.text(name.substring(0, 1).toUpperCase(locale) + name.substring(1));
            if (each.equals(language)) {
                link.attr("aria-current", "page");
            }
        }
    }

    static String resource(String name) {
        try (InputStream in = PageFrame.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
