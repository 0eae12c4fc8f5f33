package io.consentgate.disclosure;

import io.consentgate.disclosure.NoticeDocument.Block;
import io.consentgate.disclosure.NoticeDocument.Bullets;
import io.consentgate.disclosure.NoticeDocument.Inline;
import io.consentgate.disclosure.NoticeDocument.Paragraph;
import io.consentgate.disclosure.NoticeDocument.Table;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The identity of a text as people read it: SHA-256 over its letters in the order of the document, all white space left
 * out, so that a page may wrap and indent it as it likes and a word that was changed is found all the same.
 */
public final class TextHash {

    private TextHash() {}

    /** @param text of a section, without markup */
    public static String of(String text) {
        String letters = text.codePoints()
                .filter(letter -> !Character.isWhitespace(letter) && !Character.isSpaceChar(letter))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return "sha256:" + ContentHash.hex(letters.getBytes(StandardCharsets.UTF_8));
    }

    public static String of(NoticeDocument document) {
        return of(text(document));
    }

    /** All that is read, in order. */
    static String text(NoticeDocument document) {
        StringBuilder text = new StringBuilder(document.title()).append('\n');
        document.parts().forEach(part -> {
            text.append(part.heading()).append('\n');
            part.blocks().forEach(block -> block(text, block));
        });
        return text.toString();
    }

    private static void block(StringBuilder text, Block block) {
        if (block instanceof Paragraph paragraph) {
            inline(text, paragraph.content());
        } else if (block instanceof Bullets bullets) {
            bullets.items().forEach(item -> inline(text, item));
        } else if (block instanceof Table table) {
            text.append(table.caption()).append('\n');
            table.head().forEach(head -> text.append(head).append('\n'));
            table.rows().forEach(row -> row.forEach(cell -> inline(text, cell)));
        }
    }

    private static void inline(StringBuilder text, List<Inline> content) {
        content.forEach(inline -> text.append(inline.text()));
        text.append('\n');
    }
}
