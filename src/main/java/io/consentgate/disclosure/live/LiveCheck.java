package io.consentgate.disclosure.live;

import io.consentgate.database.Transactions;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.NoticeWords;
import io.consentgate.disclosure.Section;
import io.consentgate.disclosure.publish.NoticeHistory;
import io.consentgate.event.Purpose;
import io.consentgate.site.Site;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at the pages of a site and remembers what it saw (disclosure.md 4.2). */
public final class LiveCheck {

    /** Names that belong to nobody (RFC 2606, 6761): the pages of the shipped example are nowhere. */
    private static final Pattern NOBODYS =
            Pattern.compile("(.*\\.)?(example\\.(com|net|org)|example|test|invalid)", Pattern.CASE_INSENSITIVE);

    private final Pages pages;
    private final NoticeHistory history;
    private final NoticeTexts texts;
    private final PageStandings standings;
    private final Transactions transactions;
    private final Clock clock;

    public LiveCheck(
            HttpPages pages,
            NoticeHistory history,
            NoticeTexts texts,
            PageStandings standings,
            Transactions transactions,
            Clock clock) {
        this((Pages) pages, history, texts, standings, transactions, clock);
    }

    LiveCheck(
            Pages pages,
            NoticeHistory history,
            NoticeTexts texts,
            PageStandings standings,
            Transactions transactions,
            Clock clock) {
        this.pages = pages;
        this.history = history;
        this.texts = texts;
        this.standings = standings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The address is on a host that the site's file does not name. */
    public static final class NotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotAllowed(String why) {
            super(why);
        }
    }

    /** The pages that a model names, without those of shipped examples. */
    public static List<SitePage> pagesOf(NoticeModel model) {
        List<SitePage> pages = new ArrayList<>();
        model.pages()
                .privacy()
                .forEach((language, at) -> pages.add(new SitePage(model.site(), at, Section.PRIVACY, language)));
        model.pages()
                .cookie()
                .forEach((language, at) -> pages.add(new SitePage(model.site(), at, Section.COOKIE, language)));
        pages.removeIf(page -> NOBODYS.matcher(page.address().getHost()).matches());
        return List.copyOf(pages);
    }

    /** Looks at every page of a site and remembers; empty while no version was written. */
    public List<PageReport> check(Site site) {
        Optional<Versions> written = versions(site);
        if (written.isEmpty()) {
            return List.of();
        }
        Versions versions = written.get();
        List<SitePage> all = pagesOf(versions.model());
        AllowedHosts allowed =
                AllowedHosts.of(all.stream().map(SitePage::address).toList());
        Map<URI, Fetched> fetched = new HashMap<>();
        List<PageReport> reports = new ArrayList<>();
        for (SitePage page : all) {
            Fetched seen = fetched.computeIfAbsent(page.address(), address -> pages.fetch(address, allowed));
            reports.add(report(site, page, seen, versions));
        }
        transactions.write(tx -> {
            reports.forEach(report -> standings.save(tx, report));
            standings.keepOnly(tx, site.name(), all);
            return null;
        });
        return List.copyOf(reports);
    }

    /**
     * Looks at one address; remembered when it is a page of the site.
     *
     * @throws NotAllowed when it is not on a host of the site's pages
     */
    public List<PageReport> check(Site site, URI address) {
        Optional<Versions> written = versions(site);
        if (written.isEmpty()) {
            return List.of();
        }
        Versions versions = written.get();
        NoticeModel.Pages named = versions.model().pages();
        AllowedHosts allowed =
                AllowedHosts.of(Stream.concat(named.privacy().values().stream(), named.cookie().values().stream())
                        .toList());
        allowed.refusal(address).ifPresent(why -> {
            throw new NotAllowed(why);
        });
        Fetched seen = pages.fetch(address, allowed);
        List<PageReport> reports = pagesOf(versions.model()).stream()
                .filter(page -> page.address().equals(address))
                .map(page -> report(site, page, seen, versions))
                .toList();
        if (reports.isEmpty()) {
            return guessed(site, address, seen, versions);
        }
        transactions.write(tx -> {
            reports.forEach(report -> standings.save(tx, report));
            return null;
        });
        return reports;
    }

    /** An address that no file names: whatever the page shows, in the language that it declares. */
    private List<PageReport> guessed(Site site, URI address, Fetched seen, Versions versions) {
        List<String> languages = versions.model().languages();
        String declared = seen instanceof Fetched.Page page
                ? NoticeText.languageOf(page.document().body())
                : "";
        String language = languages.contains(declared) ? declared : languages.get(0);
        List<PageReport> reports = Stream.of(Section.values())
                .map(section -> report(site, new SitePage(site.name(), address, section, language), seen, versions))
                .toList();
        List<PageReport> found = reports.stream()
                .filter(report -> report.standing() != Standing.MISSING)
                .toList();
        return found.isEmpty() || found.get(0).standing() == Standing.UNREACHABLE ? reports.subList(0, 1) : found;
    }

    /** What was last seen, without looking again. */
    public List<PageReport> lastSeen(Site site) {
        return transactions.read(tx -> standings.of(tx, site.name()));
    }

    /** The site's versions as of today, where it is. */
    private Optional<Versions> versions(Site site) {
        return Versions.on(LocalDate.ofInstant(clock.instant(), site.zone()), site.name(), history);
    }

    private PageReport report(Site site, SitePage page, Fetched seen, Versions versions) {
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
        return there.remark() == null || verdict.standing() == Standing.CURRENT
                ? verdict
                : verdict.remarking(there.remark());
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
