package io.consentgate.disclosure.live;

import io.consentgate.database.Transactions;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.Section;
import io.consentgate.disclosure.publish.NoticeHistory;
import io.consentgate.site.Site;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at the pages of a site and remembers what it saw (disclosure.md 4.2). */
public final class LiveCheck {

    /** Names that belong to nobody (RFC 2606, 6761): the pages of the shipped example are nowhere. */
    private static final Pattern NOBODYS =
            Pattern.compile("(.*\\.)?(example\\.(com|net|org)|example|test|invalid)", Pattern.CASE_INSENSITIVE);

    private final Pages pages;
    private final NoticeHistory history;
    private final PageStandings standings;
    private final Transactions transactions;
    private final Clock clock;
    private final URI publicUrl;
    private final PageReports reports;
    private final NoticeParts parts;
    private final Map<String, List<PartReport>> lastParts = new ConcurrentHashMap<>();

    /** @param publicUrl where this service is reached from outside; null = it is not */
    public LiveCheck(
            HttpPages pages,
            NoticeHistory history,
            NoticeTexts texts,
            PageStandings standings,
            Transactions transactions,
            URI publicUrl,
            Clock clock) {
        this((Pages) pages, history, texts, standings, transactions, publicUrl, clock);
    }

    LiveCheck(
            Pages pages,
            NoticeHistory history,
            NoticeTexts texts,
            PageStandings standings,
            Transactions transactions,
            URI publicUrl,
            Clock clock) {
        this.pages = pages;
        this.history = history;
        this.standings = standings;
        this.transactions = transactions;
        this.clock = clock;
        this.publicUrl = publicUrl == null || isNobodys(publicUrl) ? null : publicUrl;
        this.reports = new PageReports(texts, standings, transactions, clock);
        this.parts = new NoticeParts(pages, history, this.publicUrl);
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
        pages.removeIf(page -> isNobodys(page.address()));
        return List.copyOf(pages);
    }

    static boolean isNobodys(URI address) {
        return address.getHost() == null || NOBODYS.matcher(address.getHost()).matches();
    }

    /** Looks at every page of a site and remembers; empty while no version was written. */
    public List<PageReport> check(Site site) {
        Optional<Versions> written = versions(site);
        if (written.isEmpty()) {
            return List.of();
        }
        Versions versions = written.get();
        List<SitePage> all = pagesOf(versions.model());
        AllowedHosts allowed = allowed(versions.model());
        Map<URI, Fetched> fetched = new HashMap<>();
        List<PageReport> seen = new ArrayList<>();
        for (SitePage page : all) {
            Fetched there = fetched.computeIfAbsent(page.address(), address -> pages.fetch(address, allowed));
            seen.add(report(site, page, there, versions, allowed));
        }
        transactions.write(tx -> {
            seen.forEach(report -> standings.save(tx, report));
            standings.keepOnly(tx, site.name(), all);
            return null;
        });
        lastParts.put(site.name(), parts.look(site, versions, allowed, fetched));
        return List.copyOf(seen);
    }

    /** What the last look at every page found beside them: files for programs, links, ways. Of this process only. */
    public List<PartReport> parts(Site site) {
        return lastParts.getOrDefault(site.name(), List.of());
    }

    /** Every page that the site's file names, and where this service itself is reached. */
    private AllowedHosts allowed(NoticeModel model) {
        List<URI> all = new ArrayList<>(model.pages().privacy().values());
        all.addAll(model.pages().cookie().values());
        all.addAll(model.pages().collection());
        all.add(model.pages().preferences());
        all.add(model.rights().url());
        all.add(publicUrl);
        all.removeIf(Objects::isNull);
        return AllowedHosts.of(all);
    }

    private PageReport report(Site site, SitePage page, Fetched seen, Versions versions, AllowedHosts allowed) {
        return reports.of(site, page, ScriptedPlace.fill(seen, page, pages, allowed), versions);
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
        AllowedHosts allowed = allowed(versions.model());
        allowed.refusal(address).ifPresent(why -> {
            throw new NotAllowed(why);
        });
        Fetched seen = pages.fetch(address, allowed);
        List<PageReport> named = pagesOf(versions.model()).stream()
                .filter(page -> page.address().equals(address))
                .map(page -> report(site, page, seen, versions, allowed))
                .toList();
        if (named.isEmpty()) {
            return guessed(site, address, seen, versions, allowed);
        }
        transactions.write(tx -> {
            named.forEach(report -> standings.save(tx, report));
            return null;
        });
        return named;
    }

    /** An address that no file names: whatever the page shows, in the language that it declares. */
    private List<PageReport> guessed(Site site, URI address, Fetched seen, Versions versions, AllowedHosts allowed) {
        List<String> languages = versions.model().languages();
        String declared = seen instanceof Fetched.Page page
                ? NoticeText.languageOf(page.document().body())
                : "";
        String language = languages.contains(declared) ? declared : languages.get(0);
        List<PageReport> both = Stream.of(Section.values())
                .map(section ->
                        report(site, new SitePage(site.name(), address, section, language), seen, versions, allowed))
                .toList();
        List<PageReport> found = both.stream()
                .filter(report -> report.standing() != Standing.MISSING)
                .toList();
        return found.isEmpty() || found.get(0).standing() == Standing.UNREACHABLE ? both.subList(0, 1) : found;
    }

    /** What was last seen, without looking again. */
    public List<PageReport> lastSeen(Site site) {
        return transactions.read(tx -> standings.of(tx, site.name()));
    }

    /** The site's versions as of today, where it is. */
    private Optional<Versions> versions(Site site) {
        return Versions.on(LocalDate.ofInstant(clock.instant(), site.zone()), site.name(), history);
    }
}
