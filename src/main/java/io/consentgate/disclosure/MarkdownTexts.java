package io.consentgate.disclosure;

import io.consentgate.disclosure.NoticeDocument.Block;
import io.consentgate.disclosure.NoticeDocument.Bullets;
import io.consentgate.disclosure.NoticeDocument.Code;
import io.consentgate.disclosure.NoticeDocument.Inline;
import io.consentgate.disclosure.NoticeDocument.Link;
import io.consentgate.disclosure.NoticeDocument.Paragraph;
import io.consentgate.disclosure.NoticeDocument.Part;
import io.consentgate.disclosure.NoticeDocument.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The same as Markdown (GitHub's tables), for lawyers and for site generators. */
public final class MarkdownTexts implements Rendering {

    @Override
    public List<NoticeFile> render(NoticeEdition edition, NoticeTexts texts) {
        List<NoticeFile> files = new ArrayList<>();
        for (String language : edition.model().languages()) {
            for (Section section : Section.values()) {
                String markdown = markdown(section.document(edition, texts.in(language)));
                files.add(new NoticeFile(
                        section.file(language, "md"),
                        "text/markdown; charset=UTF-8",
                        language,
                        markdown.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return files;
    }

    static String markdown(NoticeDocument document) {
        StringBuilder text = new StringBuilder(16_384);
        text.append("# ").append(line(document.title())).append('\n');
        for (Part part : document.parts()) {
            text.append("\n<a id=\"").append(part.id()).append("\"></a>\n\n");
            text.append("## ").append(line(part.heading())).append('\n');
            part.blocks().forEach(block -> block(text, block));
        }
        return text.toString();
    }

    private static void block(StringBuilder text, Block block) {
        text.append('\n');
        if (block instanceof Paragraph paragraph) {
            text.append(paragraph(paragraph.content())).append('\n');
        } else if (block instanceof Bullets bullets) {
            bullets.items()
                    .forEach(item -> text.append("- ").append(paragraph(item)).append('\n'));
        } else if (block instanceof Table table) {
            text.append("**").append(line(table.caption())).append("**\n\n");
            row(text, table.head().stream().map(MarkdownTexts::line).toList());
            row(text, table.head().stream().map(head -> "---").toList());
            table.rows()
                    .forEach(cells ->
                            row(text, cells.stream().map(MarkdownTexts::inline).toList()));
        }
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** A date such as "1. Dezember" at the beginning must not become a list. */
    private static String paragraph(List<Inline> content) {
        return inline(content).replaceFirst("^(\\d+)([.)])", "$1\\\\$2");
    }

    private static String inline(List<Inline> content) {
        return content.stream().map(MarkdownTexts::inline).collect(Collectors.joining());
    }

    private static String inline(Inline inline) {
        if (inline instanceof Code code) {
            return "`" + code.text().replace("`", "'").replace("|", "\\|") + "`";
        }
        if (inline instanceof Link link) {
            return "[" + line(link.text()) + "](<" + link.target().toASCIIString() + ">)";
        }
        return line(inline.text());
    }

    /** In one line, with everything escaped that Markdown would take for markup. */
    static String line(String text) {
        return text.replaceAll("[\\r\\n\\t ]+", " ")
                .replaceAll("([\\\\`*_\\[\\]<>|#~])", "\\\\$1")
                .replace("&", "&amp;");
    }
}
