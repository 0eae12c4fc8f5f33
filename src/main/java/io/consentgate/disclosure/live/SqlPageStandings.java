package io.consentgate.disclosure.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.database.SqlRow;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.event.Purpose;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables {@code disclosure_page} and {@code disclosure_gate}. */
public final class SqlPageStandings implements PageStandings {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COLUMNS = "SELECT site, page, section, language, standing, since, shown, in_force, why,"
            + " lacking, instead, purposes, checked_at, reached_at FROM disclosure_page WHERE site = ?";

    @Override
    public Optional<PageReport> find(Transaction tx, SitePage page) {
        return SqlTransaction.of(tx)
                .queryFirst(
                        COLUMNS + " AND page = ? AND section = ? AND language = ?",
                        SqlPageStandings::report,
                        page.site(),
                        page.address().toString(),
                        page.sectionName(),
                        page.language());
    }

    @Override
    public List<PageReport> of(Transaction tx, String site) {
        return SqlTransaction.of(tx)
                .query(COLUMNS + " ORDER BY section DESC, language, page", SqlPageStandings::report, site);
    }

    @Override
    public void save(Transaction tx, PageReport report) {
        SitePage page = report.page();
        SqlTransaction.of(tx)
                .update(
                        """
                        INSERT INTO disclosure_page (site, page, section, language, standing, since, shown, in_force,
                          why, lacking, instead, purposes, checked_at, reached_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (site, page, section, language) DO UPDATE SET
                          standing = excluded.standing, since = excluded.since, shown = excluded.shown,
                          in_force = excluded.in_force, why = excluded.why, lacking = excluded.lacking,
                          instead = excluded.instead, purposes = excluded.purposes,
                          checked_at = excluded.checked_at, reached_at = excluded.reached_at""",
                        page.site(),
                        page.address().toString(),
                        page.sectionName(),
                        page.language(),
                        report.standing().wire(),
                        report.since(),
                        report.shown(),
                        report.inForce(),
                        report.why(),
                        json(report.lacking()),
                        json(report.instead()),
                        names(report.purposes()),
                        report.checkedAt(),
                        report.reachedAt());
    }

    @Override
    public void keepOnly(Transaction tx, String site, List<SitePage> pages) {
        for (PageReport report : of(tx, site)) {
            if (!pages.contains(report.page())) {
                SqlTransaction.of(tx)
                        .update(
                                "DELETE FROM disclosure_page WHERE site = ? AND page = ? AND section = ? AND language = ?",
                                site,
                                report.page().address().toString(),
                                report.page().sectionName(),
                                report.page().language());
            }
        }
    }

    @Override
    public Optional<Set<Purpose>> denied(Transaction tx, String site) {
        return SqlTransaction.of(tx)
                .queryFirst("SELECT denied FROM disclosure_gate WHERE site = ?", row -> purposes(row.text(1)), site);
    }

    @Override
    public void deny(Transaction tx, String site, Set<Purpose> purposes, Instant now) {
        SqlTransaction.of(tx).update("""
                        INSERT INTO disclosure_gate (site, denied, changed_at) VALUES (?, ?, ?)
                        ON CONFLICT (site) DO UPDATE SET
                          denied = excluded.denied, changed_at = excluded.changed_at""", site, names(purposes), now);
    }

    @Override
    public void forEachAddress(Transaction tx, String site, int atOnce, Consumer<List<String>> addresses) {
        List<String> some = new ArrayList<>(atOnce);
        SqlTransaction.of(tx)
                .forEach(
                        "SELECT value FROM person WHERE site = ? AND kind = 'email' ORDER BY value",
                        row -> {
                            some.add(row.text(1));
                            if (some.size() == atOnce) {
                                addresses.accept(List.copyOf(some));
                                some.clear();
                            }
                        },
                        site);
        if (!some.isEmpty()) {
            addresses.accept(List.copyOf(some));
        }
    }

    private static PageReport report(SqlRow row) {
        Long shown = row.numberOrNull(7);
        return new PageReport(
                new SitePage(row.text(1), URI.create(row.text(2)), SitePage.section(row.text(3)), row.text(4)),
                Standing.of(row.text(5)),
                row.instant(6),
                shown == null ? null : shown.intValue(),
                row.integer(8),
                row.text(9),
                list(row.text(10)),
                list(row.text(11)),
                purposes(row.text(12)),
                row.instant(13),
                row.instant(14));
    }

    private static String names(Set<Purpose> purposes) {
        return purposes.stream().sorted().map(Purpose::wire).collect(Collectors.joining(" "));
    }

    private static Set<Purpose> purposes(String names) {
        return Stream.of(names.split(" "))
                .filter(name -> !name.isEmpty())
                .map(Purpose::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Purpose.class)));
    }

    private static String json(List<String> sentences) {
        try {
            return JSON.writeValueAsString(sentences);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static List<String> list(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
