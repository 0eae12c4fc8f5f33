package io.consentgate.disclosure;

import java.net.URI;
import java.util.List;

/**
 * A section of the notice in one language, before any format: headings, sentences, tables. HTML, Markdown and PDF are
 * written from it alone, so that they cannot say different things.
 *
 * @param id stable anchor: {@code privacy-activecampaign} or {@code cookie-activecampaign}
 * @param language ISO 639-1
 */
public record NoticeDocument(String id, String language, String title, List<Part> parts) {

    public NoticeDocument {
        parts = List.copyOf(parts);
    }

    /**
     * A part under a heading of its own.
     *
     * @param id the checklist's item in lower case ({@code c10}), so that a checker can prove that it is there
     * @param also further items that this part tells
     */
    public record Part(String id, List<String> also, String heading, List<Block> blocks) {
        public Part {
            also = List.copyOf(also);
            blocks = List.copyOf(blocks);
        }
    }

    public sealed interface Block {}

    public record Paragraph(List<Inline> content) implements Block {
        public Paragraph {
            content = List.copyOf(content);
        }
    }

    public record Bullets(List<List<Inline>> items) implements Block {
        public Bullets {
            items = List.copyOf(items);
        }
    }

    /** @param rows as many cells as {@code head}; the first cell of a row is its header */
    public record Table(String caption, List<String> head, List<List<List<Inline>>> rows) implements Block {
        public Table {
            head = List.copyOf(head);
            rows = List.copyOf(rows);
        }
    }

    /** Plain text, never markup: each format escapes it. */
    public sealed interface Inline {
        String text();
    }

    public record Text(String text) implements Inline {}

    public record Code(String text) implements Inline {}

    /** @param target https, http on this machine only, or mailto */
    public record Link(String text, URI target) implements Inline {}

    /** @param machine ISO 8601 date or duration */
    public record Time(String text, String machine) implements Inline {}
}
