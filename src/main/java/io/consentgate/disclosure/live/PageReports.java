package io.consentgate.disclosure.live;

import io.consentgate.database.Transactions;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.NoticeWords;
import io.consentgate.event.Purpose;
import io.consentgate.site.Site;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Makes of what came back for a page how it stands, since when, and which purposes it names. */
record PageReports(NoticeTexts texts, PageStandings standings, Transactions transactions, Clock clock) {

    PageReport of(Site site, SitePage page, Fetched seen, Versions versions) {
        Instant now = clock.instant();
        Verdict verdict = verdict(page, seen, versions);
        Optional<PageReport> before = transactions.read(tx -> standings.find(tx, page));
        boolean reached = verdict.standing() != Standing.UNREACHABLE;
        return new PageReport(
                page,
                verdict.standing(),
                since(site, verdict, versions, before, now),
                verdict.shown(),
                versions.number(),
                verdict.why(),
                verdict.lacking(),
                verdict.instead(),
                reached
                        ? named(page, seen, verdict, versions)
                        : before.map(PageReport::purposes).orElse(Set.of()),
                now,
                reached ? now : before.map(PageReport::reachedAt).orElse(null));
    }

    private static Verdict verdict(SitePage page, Fetched seen, Versions versions) {
        if (seen instanceof Fetched.Failed failed) {
            return Verdict.of(Standing.UNREACHABLE, "the page " + failed.why());
        }
        if (seen instanceof Fetched.Gone gone) {
            return Verdict.of(Standing.MISSING, gone.why());
        }
        Optional<Expected> current = versions.expected(page);
        if (current.isEmpty()) {
            return Verdict.of(Standing.MISSING, "version " + versions.number() + " has no such section");
        }
        Fetched.Page there = (Fetched.Page) seen;
        Verdict verdict = new PageLook(current.get(), versions.others(page)).judge(there.document());
        boolean late = verdict.standing() == Standing.OUTDATED;
        if (late && verdict.shown() > versions.number()) {
            return Verdict.current(verdict.shown(), "it shows version " + verdict.shown() + " ahead of its day");
        }
        if (verdict.standing() == Standing.CURRENT) {
            return there.filled() == null ? verdict : Verdict.current(verdict.shown(), there.filled());
        }
        return there.remark() == null ? verdict : verdict.remarking(there.remark());
    }

    /** The day on which what the page should show came into force, when that is known; else when it was first seen. */
    private static Instant since(
            Site site, Verdict verdict, Versions versions, Optional<PageReport> before, Instant now) {
        if (verdict.standing() == Standing.OUTDATED) {
            Optional<Instant> late = versions.endOf(verdict.shown())
                    .map(day -> day.atStartOfDay(site.zone()).toInstant())
                    .filter(start -> !start.isAfter(now));
            if (late.isPresent()) {
                return late.get();
            }
        }
        return before.filter(report -> report.standing() == verdict.standing())
                .map(PageReport::since)
                .orElse(now);
    }

    /** Purposes that the page names: those of the version that it shows, else those whose own words stand there. */
    private Set<Purpose> named(SitePage page, Fetched seen, Verdict verdict, Versions versions) {
        Set<Purpose> named = EnumSet.noneOf(Purpose.class);
        if (verdict.standing() == Standing.CURRENT || verdict.standing() == Standing.OUTDATED) {
            versions.numbered(verdict.shown())
                    .ifPresent(edition -> edition.model().purposes().forEach(used -> named.add(used.purpose())));
        } else if (verdict.standing() == Standing.ALTERED && seen instanceof Fetched.Page fetched) {
            NoticeText text = NoticeText.of(fetched.document());
            NoticeWords words = texts.in(page.language());
            for (NoticeModel.UsedPurpose used : versions.model().purposes()) {
                if (text.shows(words.purpose(used.purpose())) && text.shows(words.purposeMeaning(used.purpose()))) {
                    named.add(used.purpose());
                }
            }
        }
        return named;
    }
}
