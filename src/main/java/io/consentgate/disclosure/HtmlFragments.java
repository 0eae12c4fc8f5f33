package io.consentgate.disclosure;

import io.consentgate.disclosure.NoticeDocument.Block;
import io.consentgate.disclosure.NoticeDocument.Bullets;
import io.consentgate.disclosure.NoticeDocument.Code;
import io.consentgate.disclosure.NoticeDocument.Inline;
import io.consentgate.disclosure.NoticeDocument.Link;
import io.consentgate.disclosure.NoticeDocument.Paragraph;
import io.consentgate.disclosure.NoticeDocument.Part;
import io.consentgate.disclosure.NoticeDocument.Table;
import io.consentgate.disclosure.NoticeDocument.Text;
import io.consentgate.disclosure.NoticeDocument.Time;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The two sections as HTML fragments, to be included in the site's own pages: semantic, without style or script, every
 * value escaped. {@code data-disclosure-*} tell a checker which version it is and what its text has to be.
 */
public final class HtmlFragments implements Rendering {

    @Override
    public List<NoticeFile> render(NoticeEdition edition, NoticeTexts texts) {
        List<NoticeFile> files = new ArrayList<>();
        for (String language : edition.model().languages()) {
            for (Section section : Section.values()) {
                NoticeDocument document = section.document(edition, texts.in(language));
                files.add(new NoticeFile(
                        section.file(language, "html"),
                        "text/html; charset=UTF-8",
                        language,
                        html(document, edition).getBytes(StandardCharsets.UTF_8)));
            }
        }
        return files;
    }

    static String html(NoticeDocument document, NoticeEdition edition) {
        StringBuilder html = new StringBuilder(16_384);
        html.append("<section lang=\"")
                .append(document.language())
                .append("\" id=\"")
                .append(document.id());
        html.append("\" aria-labelledby=\"").append(document.id()).append("-title\"");
        attribute(html, "version", String.valueOf(edition.version()));
        attribute(html, "hash", edition.contentHash());
        attribute(html, "text", TextHash.of(document));
        attribute(html, "effective", edition.effectiveFrom().toString());
        html.append(">\n<h2 id=\"").append(document.id()).append("-title\">");
        html.append(escaped(document.title())).append("</h2>\n");
        document.parts().forEach(part -> part(html, part));
        return html.append("</section>\n").toString();
    }

    private static void attribute(StringBuilder html, String name, String value) {
        html.append(" data-disclosure-")
                .append(name)
                .append("=\"")
                .append(escaped(value))
                .append('"');
    }

    private static void part(StringBuilder html, Part part) {
        html.append("<section id=\"").append(part.id()).append("\" aria-labelledby=\"");
        html.append(part.id()).append("-title\">\n<h3 id=\"").append(part.id()).append("-title\">");
        html.append(escaped(part.heading())).append("</h3>\n");
        part.blocks().forEach(block -> block(html, block));
        html.append("</section>\n");
    }

    private static void block(StringBuilder html, Block block) {
        if (block instanceof Paragraph paragraph) {
            html.append("<p>");
            inline(html, paragraph.content());
            html.append("</p>\n");
        } else if (block instanceof Bullets bullets) {
            html.append("<ul>\n");
            for (List<Inline> item : bullets.items()) {
                html.append("<li>");
                inline(html, item);
                html.append("</li>\n");
            }
            html.append("</ul>\n");
        } else if (block instanceof Table table) {
            table(html, table);
        }
    }

    private static void table(StringBuilder html, Table table) {
        html.append("<table>\n<caption>").append(escaped(table.caption())).append("</caption>\n<thead>\n<tr>");
        for (String head : table.head()) {
            html.append("<th scope=\"col\">").append(escaped(head)).append("</th>");
        }
        html.append("</tr>\n</thead>\n<tbody>\n");
        for (List<List<Inline>> row : table.rows()) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                html.append(i == 0 ? "<th scope=\"row\">" : "<td>");
                inline(html, row.get(i));
                html.append(i == 0 ? "</th>" : "</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    private static void inline(StringBuilder html, List<Inline> content) {
        for (Inline inline : content) {
            String text = escaped(inline.text());
            if (inline instanceof Text) {
                html.append(text);
            } else if (inline instanceof Code) {
                html.append("<code>").append(text).append("</code>");
            } else if (inline instanceof Link link) {
                html.append("<a href=\"")
                        .append(escaped(link.target().toASCIIString()))
                        .append("\">");
                html.append(text).append("</a>");
            } else if (inline instanceof Time time) {
                // HTML's <time> knows no months: they have no fixed length.
                boolean months = time.machine().matches("P.*[MY].*");
                html.append(months ? "<data value=\"" : "<time datetime=\"");
                html.append(escaped(time.machine())).append("\">").append(text);
                html.append(months ? "</data>" : "</time>");
            }
        }
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(letter);
            }
        }
        return escaped.toString();
    }
}
