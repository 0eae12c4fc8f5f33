package io.consentgate.disclosure.live;

import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.disclosure.Section;
import io.consentgate.event.Purpose;
import io.consentgate.gate.PublishedNotice;
import io.consentgate.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which purposes the sites show, as last seen; kept in memory because the gate asks at every decision. A purpose counts
 * when the privacy page of every language names it. A page that does not answer keeps what it showed for
 * {@link #PATIENCE}; then, and before the first look, nothing counts.
 */
public final class PublishedPurposes implements PublishedNotice {

    /** A weekend without a web shop must not empty the lists; a site that is gone for longer informs nobody. */
    public static final Duration PATIENCE = Duration.ofDays(3);

    private final Set<String> asked;
    private final PageStandings standings;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /** @param until from then on nothing that was seen counts any more */
    private record Seen(Set<Purpose> purposes, Instant until) {}

    /** @param asked names of the sites whose gate depends on the published notice */
    public PublishedPurposes(Set<String> asked, PageStandings standings) {
        this.asked = Set.copyOf(asked);
        this.standings = standings;
    }

    public boolean asks(Site site) {
        return asked.contains(site.name());
    }

    /** Takes over what this or another node has seen. */
    public void refresh(Transactions transactions) {
        transactions.read(tx -> {
            asked.forEach(site -> refresh(tx, site));
            return null;
        });
    }

    private void refresh(Transaction tx, String site) {
        List<PageReport> privacy = standings.of(tx, site).stream()
                .filter(report -> report.page().section() == Section.PRIVACY)
                .toList();
        seen.put(site, of(privacy));
    }

    private static Seen of(List<PageReport> pages) {
        Set<Purpose> everywhere = EnumSet.allOf(Purpose.class);
        Instant until = Instant.MAX;
        for (PageReport page : pages) {
            everywhere.retainAll(page.purposes());
            Instant silent =
                    page.reachedAt() == null ? Instant.MIN : page.reachedAt().plus(PATIENCE);
            until = silent.isBefore(until) ? silent : until;
        }
        return pages.isEmpty() ? new Seen(Set.of(), Instant.MIN) : new Seen(Set.copyOf(everywhere), until);
    }

    @Override
    public boolean names(String site, Purpose purpose, Instant now) {
        if (!asked.contains(site)) {
            return true;
        }
        Seen there = seen.get(site);
        return there != null && now.isBefore(there.until()) && there.purposes().contains(purpose);
    }
}
