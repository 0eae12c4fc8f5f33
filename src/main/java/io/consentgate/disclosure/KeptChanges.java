package io.consentgate.disclosure;

import io.consentgate.database.Transactions;
import io.consentgate.disclosure.NoticeVersions.Kept;
import io.consentgate.event.Purpose;
import io.consentgate.gate.NoticeChanges;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the versions that were written do to older consents; in memory, because the gate asks at every decision. A
 * consent names a version by its number ({@code 7} or {@code v7}); one that names something else was given under
 * whatever was the notice at its time.
 */
public final class KeptChanges implements NoticeChanges {

    private final Transactions transactions;
    private final NoticeVersions versions;
    private final Collection<String> sites;
    private volatile Map<String, List<Cut>> cuts = Map.of();

    /** Consents to these purposes under an earlier version end here. */
    private record Cut(int version, Set<Purpose> purposes, Instant at) {}

    public KeptChanges(Transactions transactions, NoticeVersions versions, Collection<String> sites) {
        this.transactions = transactions;
        this.versions = versions;
        this.sites = List.copyOf(sites);
    }

    /** A version that is not written yet, to see what it would do. */
    static NoticeChanges with(List<Kept> kept) {
        List<Cut> cuts = cuts(kept);
        return (site, purpose, noticeVersion, givenAt) -> ends(cuts, purpose, noticeVersion, givenAt);
    }

    /** Takes over what this or another process wrote. */
    public void refresh() {
        Map<String, List<Cut>> read = new HashMap<>();
        transactions.read(tx -> {
            sites.forEach(site -> read.put(site, cuts(versions.of(tx, site))));
            return null;
        });
        cuts = Map.copyOf(read);
    }

    private static List<Cut> cuts(List<Kept> kept) {
        return kept.stream()
                .filter(version -> !version.asksAgain().isEmpty())
                .map(version -> new Cut(version.edition().version(), version.asksAgain(), version.effectiveAt()))
                .toList();
    }

    @Override
    public Instant ends(String site, Purpose purpose, String noticeVersion, Instant givenAt) {
        List<Cut> known = cuts.getOrDefault(site, List.of());
        return known.isEmpty() ? null : ends(known, purpose, noticeVersion, givenAt);
    }

    private static Instant ends(List<Cut> cuts, Purpose purpose, String noticeVersion, Instant givenAt) {
        int under = number(noticeVersion);
        Instant first = null;
        for (Cut cut : cuts) {
            boolean older = under > 0 ? under < cut.version() : givenAt.isBefore(cut.at());
            if (older
                    && cut.purposes().contains(purpose)
                    && (first == null || cut.at().isBefore(first))) {
                first = cut.at();
            }
        }
        return first;
    }

    /** 0 when it is no number of ours: dates and names are the site's own labels. */
    private static int number(String version) {
        return version != null && version.matches("v?[1-9]\\d{0,5}")
                ? Integer.parseInt(version.startsWith("v") ? version.substring(1) : version)
                : 0;
    }
}
