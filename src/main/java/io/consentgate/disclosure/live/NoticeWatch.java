package io.consentgate.disclosure.live;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.event.Purpose;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the schedule does: looks at every site's pages, and where the gate depends on them marks everybody of a site
 * whose purposes opened or closed, so that ActiveCampaign follows.
 */
public final class NoticeWatch {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeWatch.class);
    private static final int AT_ONCE = 500;

    private final LiveCheck check;
    private final Sites sites;
    private final PublishedPurposes published;
    private final PageStandings standings;
    private final ChangedPeople changed;
    private final Transactions transactions;
    private final Clock clock;

    public NoticeWatch(
            LiveCheck check,
            Sites sites,
            PublishedPurposes published,
            PageStandings standings,
            ChangedPeople changed,
            Transactions transactions,
            Clock clock) {
        this.check = check;
        this.sites = sites;
        this.published = published;
        this.standings = standings;
        this.changed = changed;
        this.transactions = transactions;
        this.clock = clock;
    }

    public void run() {
        for (Site site : sites.all()) {
            List<PageReport> before = check.lastSeen(site);
            List<PartReport> parts = check.parts(site);
            List<PageReport> now = check.check(site);
            now.stream()
                    .filter(report -> before.stream()
                            .noneMatch(old -> old.page().equals(report.page()) && old.standing() == report.standing()))
                    .forEach(NoticeWatch::tell);
            check.parts(site).stream()
                    .filter(part -> part.standing() != Standing.CURRENT && !parts.contains(part))
                    .forEach(part -> LOG.warn(
                            "Notice of site {}, {} {} is {}: {}",
                            part.site(),
                            part.part().wire(),
                            part.address(),
                            part.standing().wire(),
                            part.why()));
        }
        follow();
    }

    /** Each change once: a page that stays as it is says nothing new. */
    private static void tell(PageReport report) {
        if (report.standing() == Standing.CURRENT) {
            LOG.info(
                    "The {} notice in {} of site {} is shown as it is in force",
                    report.page().sectionName(),
                    report.page().language(),
                    report.page().site());
        } else {
            LOG.warn(
                    "The {} notice in {} of site {} is {}: {}",
                    report.page().sectionName(),
                    report.page().language(),
                    report.page().site(),
                    report.standing().wire(),
                    report.why());
        }
    }

    /** Also run without a look: patience ends by itself, and another node may have looked. */
    public void follow() {
        published.refresh(transactions);
        sites.all().stream().filter(published::asks).forEach(this::follow);
    }

    private void follow(Site site) {
        Instant now = clock.instant();
        Set<Purpose> denied = EnumSet.noneOf(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            if (!published.names(site.name(), purpose, now)) {
                denied.add(purpose);
            }
        }
        transactions.write(tx -> {
            if (standings.denied(tx, site.name()).filter(denied::equals).isPresent()) {
                return null;
            }
            standings.deny(tx, site.name(), denied, now);
            standings.forEachAddress(
                    tx,
                    site.name(),
                    AT_ONCE,
                    addresses -> changed.mark(tx, site.account(), addresses, Lane.CONTACT, now, now));
            LOG.warn(
                    "Site {}: purposes that its published notice does not name are denied: {}; everybody is planned anew",
                    site.name(),
                    denied.isEmpty()
                            ? "none"
                            : denied.stream().map(Purpose::wire).toList());
            return null;
        });
    }
}
