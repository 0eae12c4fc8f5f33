package io.consentgate.disclosure.live;

import io.consentgate.database.Transaction;
import io.consentgate.event.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What was seen on the site's pages, so that "since when" and what is known of a silent page outlive a restart. */
public interface PageStandings {

    Optional<PageReport> find(Transaction tx, SitePage page);

    /** In the order of section, language and address. */
    List<PageReport> of(Transaction tx, String site);

    void save(Transaction tx, PageReport report);

    /** Forgets the pages of a site that are no longer among these. */
    void keepOnly(Transaction tx, String site, List<SitePage> pages);

    /** Purposes that were denied for the notice's sake when people were last marked; empty = never asked. */
    Optional<Set<Purpose>> denied(Transaction tx, String site);

    void deny(Transaction tx, String site, Set<Purpose> purposes, Instant now);

    /** Every address known in a site, by so many at a time. */
    void forEachAddress(Transaction tx, String site, int atOnce, Consumer<List<String>> addresses);
}
