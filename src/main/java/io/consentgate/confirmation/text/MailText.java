package io.consentgate.confirmation.text;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Subject and body in one language, with their placeholders filled in; in HTML every value is escaped. A text is tried
 * when it is read, so that what is wrong with it is found before anybody waits for a mail.
 */
public final class MailText {

    /** What lets a mail report that it was read, or run something. */
    private static final Pattern LOADS = Pattern.compile(
            "(?i)<\\s*(img|script|iframe|link|object|embed|video|audio|form|svg|meta)\\b|url\\s*\\(|\\bsrc\\s*=");

    private static final int MAX_SUBJECT = 150;

    private final Template subject;
    private final Template text;
    private final Template html;
    private final String hash;

    private MailText(Template subject, Template text, Template html, String hash) {
        this.subject = subject;
        this.text = text;
        this.html = html;
        this.hash = hash;
    }

    /** @param html null when only plain text is sent */
    public record Filled(String subject, String text, String html) {}

    /** @param html null when only plain text is to be sent */
    public static MailText of(String subject, String text, String html) throws TextProblem {
        MailText read = new MailText(
                template("subject", subject, false),
                template("text", text, false),
                html == null ? null : template("html", html, true),
                hash(subject, text, html));
        read.tryOut(html);
        return read;
    }

    private static Template template(String key, String source, boolean html) throws TextProblem {
        if (source.contains("{{{") || source.contains("{{&")) {
            throw new TextProblem(key, "has a placeholder that is not escaped", "placeholders like {{link}}", null);
        }
        try {
            Template template = Mustache.compiler().escapeHTML(html).compile(source);
            template.visit(new PlainPlaceholders());
            return template;
        } catch (UnknownName unknown) {
            throw new TextProblem(
                    key,
                    "names " + unknown.name + ", which is not known",
                    "one of " + String.join(", ", TextProblem.names()),
                    unknown.name);
        } catch (MustacheException wrong) {
            throw new TextProblem(key, "has braces that do not match", "placeholders like {{link}}", null);
        }
    }

    /** A text fills in values and does nothing else: no conditions, no other files. */
    private static final class PlainPlaceholders implements Mustache.Visitor {

        @Override
        public void visitText(String text) {
            // As it is.
        }

        @Override
        public void visitVariable(String name) {
            if (!TextProblem.names().contains(name)) {
                throw new UnknownName(name);
            }
        }

        @Override
        public boolean visitInclude(String name) {
            throw new UnknownName(">" + name);
        }

        @Override
        public boolean visitSection(String name) {
            throw new UnknownName("#" + name);
        }

        @Override
        public boolean visitInvertedSection(String name) {
            throw new UnknownName("^" + name);
        }
    }

    private static final class UnknownName extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String name;

        private UnknownName(String name) {
            this.name = name;
        }
    }

    private void tryOut(String htmlSource) throws TextProblem {
        Filled example = fill(MailValues.EXAMPLE);
        if (example.subject().isBlank() || example.subject().length() > MAX_SUBJECT) {
            throw new TextProblem("subject", "is empty or too long", "at most " + MAX_SUBJECT + " characters", null);
        }
        requires("text", example.text(), MailValues.EXAMPLE.link(), "{{link}}: without it nobody can confirm");
        requires("text", example.text(), MailValues.EXAMPLE.controller(), "{{controller}}: who is writing");
        if (example.html() != null) {
            requires("html", example.html(), MailValues.EXAMPLE.link(), "{{link}}: without it nobody can confirm");
            requires("html", example.html(), MailValues.EXAMPLE.controller(), "{{controller}}: who is writing");
            if (LOADS.matcher(htmlSource).find()) {
                throw new TextProblem(
                        "html",
                        "loads something, or runs it",
                        "plain HTML without images, scripts, forms or addresses to load from: it would track who reads",
                        null);
            }
        }
    }

    private static void requires(String key, String filled, String value, String expected) throws TextProblem {
        if (!filled.contains(value)) {
            throw new TextProblem(key, "lacks a placeholder", expected, null);
        }
    }

    public Filled fill(MailValues values) {
        return new Filled(
                subject.execute(values.byName()).replaceAll("\\s+", " ").strip(),
                text.execute(values.byName()),
                html == null ? null : html.execute(values.byName()));
    }

    /** SHA-256 of the three texts as they stand in the file: which words a person was shown. */
    public String hash() {
        return hash;
    }

    private static String hash(String subject, String text, String html) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String all = subject + '\u0000' + text + '\u0000' + (html == null ? "" : html);
            return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
