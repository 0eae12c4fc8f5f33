package io.consentgate.disclosure.live;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What somebody reads in a part of a page. Content systems reflow lines, minify, and put typographic quotes and dashes:
 * none of that changes what a notice says, so the comparison leaves out every space and treats such signs as one.
 *
 * @param squeezed all of the text, for comparing
 * @param blocks the sentences and cells, for telling people what differs
 */
record NoticeText(String squeezed, List<String> blocks) {

    private static final String BLOCK = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, caption, th, td";
    /** What nobody sees is not published, wherever the text stands. */
    private static final String UNSEEN =
            "script, style, template, noscript, head, textarea, select, datalist, [hidden],"
                    + " [style~=(?i)display\\s*:\\s*none], [style~=(?i)visibility\\s*:\\s*hidden]";

    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");
    private static final Pattern DASH = Pattern.compile("\\p{Pd}+|\u2212");
    private static final Pattern SINGLE = Pattern.compile("[\u2018\u2019\u201A\u201B\u2032`\u00B4]");
    private static final Pattern DOUBLE = Pattern.compile("[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB]");

    /** A copy of a page without what nobody sees. */
    static Document seen(Document page) {
        Document seen = page.clone();
        seen.select(UNSEEN).remove();
        return seen;
    }

    static NoticeText of(Element part) {
        Element seen = part.clone();
        seen.select(UNSEEN).remove();
        List<String> blocks = new ArrayList<>();
        for (Element block : seen.select(BLOCK)) {
            String text = SPACE.matcher(block.text()).replaceAll(" ").strip();
            if (!text.isEmpty() && block.select(BLOCK).size() == 1) {
                blocks.add(text);
            }
        }
        return new NoticeText(squeeze(seen.text()), List.copyOf(blocks));
    }

    static String squeeze(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        plain = DASH.matcher(plain).replaceAll("-");
        plain = SINGLE.matcher(plain).replaceAll("'");
        plain = DOUBLE.matcher(plain).replaceAll("\"");
        return SPACE.matcher(plain).replaceAll("");
    }

    boolean shows(NoticeText notice) {
        return !notice.squeezed.isEmpty() && squeezed.contains(notice.squeezed);
    }

    boolean shows(String sentence) {
        return squeezed.contains(squeeze(sentence));
    }

    /** Which part of the notice's sentences stands here, from 0 to 1. */
    double shareOf(NoticeText notice) {
        long there = notice.blocks.stream().filter(this::shows).count();
        return notice.blocks.isEmpty() ? 0 : (double) there / notice.blocks.size();
    }

    /** Sentences of this text that do not stand in another. */
    List<String> notIn(NoticeText other) {
        return blocks.stream().filter(block -> !other.shows(block)).distinct().toList();
    }

    /** @return at most so many letters, cut at a word */
    static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int cut = text.lastIndexOf(' ', most - 2);
        return text.substring(0, cut < most / 2 ? most - 2 : cut) + " …";
    }

    /** The language that a page or one of its parts declares, empty when none. */
    static String languageOf(Element part) {
        for (Element element = part; element != null; element = element.parent()) {
            String declared = element.attr("lang").isBlank() ? element.attr("xml:lang") : element.attr("lang");
            if (!declared.isBlank()) {
                return declared.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
            }
        }
        return "";
    }
}
