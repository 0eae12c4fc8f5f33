package io.consentgate.disclosure;

import com.samskivert.mustache.Mustache;
import io.consentgate.disclosure.NoticeDocument.Inline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A text of a lawyer with {@code {{placeholders}}}. Values are put in as they are, never as markup: escaping is each
 * format's.
 */
final class Sentence {

    private static final Mustache.Compiler COMPILER = Mustache.compiler().escapeHTML(false);

    private final List<Segment> segments = new ArrayList<>();

    /** @param placeholder whether {@code text} is a placeholder's name */
    private record Segment(boolean placeholder, String text) {}

    /** @throws IllegalArgumentException for what is no plain placeholder, with what was found */
    Sentence(String text) {
        try {
            COMPILER.compile(text).visit(new Reader());
        } catch (com.samskivert.mustache.MustacheException unreadable) {
            throw new IllegalArgumentException("has braces that do not match");
        }
    }

    private final class Reader implements Mustache.Visitor {
        @Override
        public void visitText(String text) {
            segments.add(new Segment(false, text));
        }

        @Override
        public void visitVariable(String name) {
            segments.add(new Segment(true, name));
        }

        @Override
        public boolean visitInclude(String name) {
            throw new IllegalArgumentException("includes {{>" + name + "}}");
        }

        @Override
        public boolean visitSection(String name) {
            throw new IllegalArgumentException("has a section {{#" + name + "}}");
        }

        @Override
        public boolean visitInvertedSection(String name) {
            throw new IllegalArgumentException("has a section {{^" + name + "}}");
        }
    }

    Set<String> placeholders() {
        Set<String> names = new LinkedHashSet<>();
        segments.stream().filter(Segment::placeholder).forEach(segment -> names.add(segment.text()));
        return names;
    }

    String plain(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            text.append(segment.placeholder() ? value(values, segment.text()) : segment.text());
        }
        return text.toString();
    }

    List<Inline> filled(Map<String, Inline> values) {
        List<Inline> content = new ArrayList<>();
        for (Segment segment : segments) {
            content.add(
                    segment.placeholder() ? value(values, segment.text()) : new NoticeDocument.Text(segment.text()));
        }
        return content;
    }

    private static <T> T value(Map<String, T> values, String name) {
        T value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no value for {{" + name + "}}");
        }
        return value;
    }
}
