package io.consentgate.disclosure.live;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/**
 * Finds a section of the notice in a page and judges it by its words: an attribute says where to look and what the
 * site meant to show, never that it does (disclosure.md 4.2). Pure.
 *
 * @param current what the page has to show
 * @param others every other text that it could show: earlier versions, other languages
 */
record PageLook(Expected current, List<Expected> others) {

    /** Below that share of the notice's sentences a page speaks of something else. */
    private static final double RESEMBLES = 0.25;

    Verdict judge(Document fetched) {
        Document page = NoticeText.seen(fetched);
        NoticeText whole = NoticeText.of(page);
        if (whole.shows(current.text())) {
            return Verdict.current(current.version(), null);
        }
        Optional<Expected> verbatim = others.stream()
                .filter(other -> whole.shows(other.text()))
                .min(Comparator.comparing((Expected other) -> !sameLanguage(other))
                        .thenComparing(other -> -other.version()));
        if (verbatim.isPresent()) {
            return other(verbatim.get(), whole);
        }
        Element place = place(page);
        if (place == null) {
            return resembling(whole, whole)
                    .orElseGet(() -> Verdict.of(Standing.MISSING, "the page does not show the notice"));
        }
        NoticeText there = NoticeText.of(place);
        if (there.squeezed().isEmpty()) {
            return Verdict.of(Standing.MISSING, "the page has the place for the notice, and it is empty");
        }
        return resembling(there, whole).orElseGet(() -> altered(there));
    }

    private Verdict other(Expected shown, NoticeText whole) {
        List<String> lacking = current.text().notIn(whole);
        if (!sameLanguage(shown)) {
            return new Verdict(
                    Standing.WRONG_LANGUAGE,
                    shown.version(),
                    "the page of language " + current.language() + " shows the notice in " + name(shown.language()),
                    List.of(),
                    List.of());
        }
        return new Verdict(
                Standing.OUTDATED,
                shown.version(),
                "it shows version " + shown.version() + "; in force is version " + current.version(),
                lacking,
                shown.text().notIn(current.text()));
    }

    /** The text that the page comes closest to, when it is close at all. */
    private Optional<Verdict> resembling(NoticeText there, NoticeText whole) {
        Expected closest = Stream.concat(Stream.of(current), others.stream())
                .max(Comparator.comparingDouble(text -> there.shareOf(text.text())))
                .orElseThrow();
        if (there.shareOf(closest.text()) < RESEMBLES) {
            return Optional.empty();
        }
        return Optional.of(
                sameLanguage(closest) ? altered(there == whole ? null : there, whole) : other(closest, whole));
    }

    private Verdict altered(NoticeText there) {
        return altered(there, there);
    }

    /** @param section null when its bounds are unknown: then nobody can say what stands there instead */
    private Verdict altered(NoticeText section, NoticeText whole) {
        List<String> lacking = current.text().notIn(whole);
        List<String> instead = section == null ? List.of() : section.notIn(current.text());
        String why = lacking.isEmpty() && instead.isEmpty()
                ? "its sentences stand in another order or with other words between them"
                : "the words on the page are not those of any version";
        return new Verdict(Standing.ALTERED, null, why, lacking, instead);
    }

    private Element place(Document page) {
        Elements marked = page.select("[data-disclosure-hash], [data-disclosure-version]");
        return Stream.concat(marked.stream(), Stream.of(page.getElementById(current.section())))
                .filter(Objects::nonNull)
                .filter(element -> element.id().isEmpty() || element.id().equals(current.section()))
                .findFirst()
                .orElse(null);
    }

    private boolean sameLanguage(Expected other) {
        return other.language().equals(current.language());
    }

    private static String name(String language) {
        return Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
    }
}
