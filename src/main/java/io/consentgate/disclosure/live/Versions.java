package io.consentgate.disclosure.live;

import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.publish.NoticeHistory.Version;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;

/**
 * A site's versions as of a day.
 *
 * @param all newest first
 * @param inForce the newest whose day has come; before the first day the first one
 */
record Versions(List<Version> all, Version inForce) {

    static Optional<Versions> on(LocalDate day, List<Version> all) {
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new Versions(
                        all,
                        all.stream()
                                .filter(version ->
                                        !version.edition().effectiveFrom().isAfter(day))
                                .findFirst()
                                .orElse(all.get(all.size() - 1))));
    }

    NoticeModel model() {
        return inForce.edition().model();
    }

    int number() {
        return inForce.edition().version();
    }

    Optional<Version> numbered(Integer number) {
        return all.stream()
                .filter(version -> Integer.valueOf(version.edition().version()).equals(number))
                .findFirst();
    }

    /** When the version that came after another came into force. */
    Optional<LocalDate> endOf(int number) {
        return all.stream()
                .map(Version::edition)
                .filter(edition -> edition.version() > number)
                .min(Comparator.comparingInt(NoticeEdition::version))
                .map(NoticeEdition::effectiveFrom);
    }

    /** What a page has to show; empty when the version in force has no such section. */
    Optional<Expected> expected(SitePage page) {
        return expected(inForce, page.section(), page.language());
    }

    /** Whatever else the page could show: other versions, other languages. */
    List<Expected> others(SitePage page) {
        List<Expected> others = new ArrayList<>();
        for (Version version : all) {
            for (String language : version.edition().model().languages()) {
                if (version != inForce || !language.equals(page.language())) {
                    expected(version, page.section(), language).ifPresent(others::add);
                }
            }
        }
        return others;
    }

    private static Optional<Expected> expected(Version version, SitePage.Section section, String language) {
        return version.files().stream()
                .filter(file -> file.name().equals(section.file(language)))
                .findFirst()
                .map(NoticeFile::content)
                .map(html -> NoticeText.of(Jsoup.parseBodyFragment(new String(html, StandardCharsets.UTF_8))
                        .body()))
                .map(text -> new Expected(
                        section.anchor(), language, version.edition().version(), text));
    }
}
