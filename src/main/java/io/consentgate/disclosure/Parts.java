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
import java.net.URI;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects the parts of a document; what is said stands in the texts, here only which text belongs where. */
final class Parts {

    private final NoticeWords words;
    private final List<Part> parts = new ArrayList<>();
    private String id;
    private List<String> also;
    private String heading;
    private List<Block> blocks;

    Parts(NoticeWords words) {
        this.words = words;
    }

    /** Ends the part before. */
    Parts part(ChecklistItem item, ChecklistItem... further) {
        return part(
                item.anchor(),
                List.of(further).stream().map(ChecklistItem::anchor).toList());
    }

    Parts part(String anchor, List<String> further) {
        return part(anchor, further, anchor + ".heading");
    }

    /** @param title key of the heading */
    Parts part(String anchor, List<String> further, String title) {
        end();
        id = anchor;
        also = further;
        heading = words.text(title);
        blocks = new ArrayList<>();
        return this;
    }

    private void end() {
        if (id != null && !blocks.isEmpty()) {
            parts.add(new Part(id, also, heading, blocks));
        }
    }

    List<Part> all() {
        end();
        id = null;
        return parts;
    }

    Parts sayIf(boolean so, String key) {
        return so ? say(key) : this;
    }

    Parts say(String key) {
        return say(key, Map.of());
    }

    Parts say(String key, Map<String, Inline> values) {
        blocks.add(new Paragraph(words.sentence(key, values)));
        return this;
    }

    Parts bullets(List<List<Inline>> items) {
        if (!items.isEmpty()) {
            blocks.add(new Bullets(items));
        }
        return this;
    }

    /** @param caption key of the caption; the columns' heads are {@code <caption's part>.head.<column>} */
    Parts table(String caption, List<String> columns, List<List<List<Inline>>> rows) {
        String prefix = caption.substring(0, caption.indexOf('.')) + ".head.";
        if (!rows.isEmpty()) {
            blocks.add(new Table(
                    words.text(caption),
                    columns.stream().map(column -> words.text(prefix + column)).toList(),
                    rows));
        }
        return this;
    }

    static Inline text(String text) {
        return new Text(text);
    }

    static List<Inline> cell(String text) {
        return List.of(new Text(text));
    }

    static Inline link(URI target) {
        String shown = target.toString();
        return new Link(shown.startsWith("mailto:") ? shown.substring("mailto:".length()) : shown, target);
    }

    /** An e-mail address as a link; an address by post as it is. */
    static Inline contact(String contact) {
        boolean mail = contact.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
        return mail ? new Link(contact, URI.create("mailto:" + contact)) : new Text(contact);
    }

    Inline day(LocalDate day) {
        return new Time(words.date(day), day.toString());
    }

    Inline duration(Period period) {
        return period.isZero() ? new Text(words.duration(period)) : new Time(words.duration(period), period.toString());
    }

    static List<Inline> code(String text) {
        return List.of(new Code(text));
    }
}
