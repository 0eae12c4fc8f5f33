package io.consentgate.disclosure.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.database.SqlDatabase;
import io.consentgate.disclosure.Section;
import io.consentgate.event.Purpose;
import io.consentgate.person.People;
import io.consentgate.person.SqlPeople;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class PageStandingsContract {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final PageStandings standings = new SqlPageStandings();
    private SqlDatabase database;

    abstract SqlDatabase open();

    @BeforeEach
    void start() {
        database = open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static SitePage page(String site, Section section, String language) {
        return new SitePage(site, URI.create("https://shop.example.com/" + language), section, language);
    }

    private static PageReport report(SitePage page, Standing standing, Integer shown, Instant reachedAt) {
        return new PageReport(
                page,
                standing,
                NOW.minusSeconds(60),
                shown,
                7,
                "it says \"così\"",
                List.of("è qui", "due"),
                List.of(),
                Set.of(Purpose.DIRECT_MARKETING, Purpose.SITE_TRACKING),
                NOW,
                reachedAt);
    }

    private void save(PageReport... reports) {
        database.write(tx -> {
            for (PageReport report : reports) {
                standings.save(tx, report);
            }
            return null;
        });
    }

    @Test
    void what_was_seen_is_found_as_it_was_and_the_last_look_wins() {
        SitePage page = page("shop", Section.PRIVACY, "it");
        save(report(page, Standing.OUTDATED, 6, NOW));
        save(report(page, Standing.UNREACHABLE, null, null));

        assertThat(database.<Optional<PageReport>>read(tx -> standings.find(tx, page)))
                .contains(report(page, Standing.UNREACHABLE, null, null));
    }

    @Test
    void a_sites_pages_come_in_order_without_those_of_others() {
        PageReport cookie = report(page("shop", Section.COOKIE, "en"), Standing.CURRENT, 7, NOW);
        PageReport italian = report(page("shop", Section.PRIVACY, "it"), Standing.CURRENT, 7, NOW);
        PageReport english = report(page("shop", Section.PRIVACY, "en"), Standing.CURRENT, 7, NOW);
        save(cookie, italian, english, report(page("other", Section.PRIVACY, "it"), Standing.MISSING, null, NOW));

        assertThat(database.<List<PageReport>>read(tx -> standings.of(tx, "shop")))
                .containsExactly(english, italian, cookie);
    }

    @Test
    void pages_that_a_site_gave_up_are_forgotten() {
        PageReport kept = report(page("shop", Section.PRIVACY, "it"), Standing.CURRENT, 7, NOW);
        PageReport other = report(page("other", Section.PRIVACY, "it"), Standing.CURRENT, 7, NOW);
        save(kept, other, report(page("shop", Section.PRIVACY, "de"), Standing.CURRENT, 7, NOW));
        database.write(tx -> {
            standings.keepOnly(tx, "shop", List.of(kept.page()));
            return null;
        });

        assertThat(database.<List<PageReport>>read(tx -> standings.of(tx, "shop")))
                .containsExactly(kept);
        assertThat(database.<List<PageReport>>read(tx -> standings.of(tx, "other")))
                .containsExactly(other);
    }

    @Test
    void what_was_denied_is_known_and_nothing_is_another_answer_than_never() {
        assertThat(database.<Optional<Set<Purpose>>>read(tx -> standings.denied(tx, "shop")))
                .isEmpty();
        deny(Set.of(Purpose.RETARGETING, Purpose.DIRECT_MARKETING));
        assertThat(database.<Optional<Set<Purpose>>>read(tx -> standings.denied(tx, "shop")))
                .contains(Set.of(Purpose.DIRECT_MARKETING, Purpose.RETARGETING));
        deny(Set.of());
        assertThat(database.<Optional<Set<Purpose>>>read(tx -> standings.denied(tx, "shop")))
                .contains(Set.of());
    }

    private void deny(Set<Purpose> purposes) {
        database.write(tx -> {
            standings.deny(tx, "shop", purposes, NOW);
            return null;
        });
    }

    @Test
    void every_address_of_a_site_is_told_once() {
        List<List<String>> told = new ArrayList<>();
        database.write(tx -> {
            SqlPeople people = new SqlPeople();
            people.findOrCreate(
                    tx,
                    "shop",
                    Stream.of("a@example.org", "b@example.org", "c@example.org")
                            .map(People.Identity::email)
                            .toList(),
                    NOW);
            people.findOrCreate(tx, "shop", List.of(People.Identity.alias("shop", "17")), NOW);
            people.findOrCreate(tx, "other", List.of(People.Identity.email("d@example.org")), NOW);
            standings.forEachAddress(tx, "shop", 2, told::add);
            return null;
        });

        assertThat(told).containsExactly(List.of("a@example.org", "b@example.org"), List.of("c@example.org"));
    }
}
