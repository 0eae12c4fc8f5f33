package io.consentgate.disclosure.live;

import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.publish.NoticeHistory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;

/** A site's versions as of a day, and what a page of each of them says. */
final class Versions {

    private final NoticeHistory history;
    private final List<NoticeEdition> all;
    private final NoticeEdition inForce;

    private Versions(NoticeHistory history, List<NoticeEdition> all, NoticeEdition inForce) {
        this.history = history;
        this.all = all;
        this.inForce = inForce;
    }

    /** Empty while no version was written. */
    static Optional<Versions> on(LocalDate day, String site, NoticeHistory history) {
        List<NoticeEdition> all = history.editions(site);
        return NoticeHistory.inForce(all, day).map(inForce -> new Versions(history, all, inForce));
    }

    NoticeModel model() {
        return inForce.model();
    }

    /** Of the version in force. */
    int number() {
        return inForce.version();
    }

    /** Newest first. */
    List<NoticeEdition> all() {
        return all;
    }

    Optional<NoticeEdition> numbered(Integer number) {
        return all.stream()
                .filter(edition -> Integer.valueOf(edition.version()).equals(number))
                .findFirst();
    }

    /** When the version that came after another came into force. */
    Optional<LocalDate> endOf(int number) {
        return all.stream()
                .filter(edition -> edition.version() > number)
                .min(Comparator.comparingInt(NoticeEdition::version))
                .map(NoticeEdition::effectiveFrom);
    }

    /** What a page has to show; empty when the version in force has no such section. */
    Optional<Expected> expected(SitePage page) {
        return expected(inForce, page, page.language());
    }

    /** Whatever else the page could show: other versions, other languages. */
    List<Expected> others(SitePage page) {
        List<Expected> others = new ArrayList<>();
        for (NoticeEdition edition : all) {
            for (String language : edition.model().languages()) {
                if (edition != inForce || !language.equals(page.language())) {
                    expected(edition, page, language).ifPresent(others::add);
                }
            }
        }
        return others;
    }

    private Optional<Expected> expected(NoticeEdition edition, SitePage page, String language) {
        return history.file(page.site(), edition.version(), page.section().file(language, "html"))
                .map(NoticeFile::content)
                .map(html -> NoticeText.of(Jsoup.parseBodyFragment(new String(html, StandardCharsets.UTF_8))
                        .body()))
                .map(text -> new Expected(page.section().id(), language, edition.version(), text));
    }
}
