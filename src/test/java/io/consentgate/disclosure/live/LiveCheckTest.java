package io.consentgate.disclosure.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;
import io.consentgate.disclosure.ExampleNotice;
import io.consentgate.disclosure.HtmlFragments;
import io.consentgate.disclosure.Models;
import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.Section;
import io.consentgate.disclosure.ShippedTexts;
import io.consentgate.disclosure.publish.MemoryHistory;
import io.consentgate.event.Purpose;
import io.consentgate.person.People;
import io.consentgate.person.SqlPeople;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import io.consentgate.site.TestSites;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop publishes; somebody looks, again and again, over restarts and days. */
class LiveCheckTest {

    private static final Instant START = Instant.parse("2026-12-01T09:00:00Z");
    private static final Site SITE = TestSites.site("bottega").build();

    @TempDir
    Path folder;

    private final Moving clock = new Moving();
    private final MemoryHistory history = new MemoryHistory();
    private final List<String> marked = new ArrayList<>();
    private AwkwardSite shop;
    private HttpPages pages;
    private SqlDatabase database;
    private PublishedPurposes published;
    private LiveCheck check;

    private static final class Moving extends Clock {
        private Instant now = START;

        void by(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void start() throws IOException {
        shop = AwkwardSite.start();
        pages = new HttpPages(InetAddress::getAllByName, Duration.ofSeconds(2));
        database = EmbeddedDatabases.sqlite(folder);
        restart();
    }

    @AfterEach
    void stop() throws IOException {
        pages.close();
        database.close();
        shop.close();
    }

    /** Everything anew, but for what is in the database. */
    private void restart() {
        PageStandings standings = new SqlPageStandings();
        published = new PublishedPurposes(Set.of("bottega"), standings);
        published.refresh(database);
        check = new LiveCheck(pages, history, ShippedTexts.all(), standings, database, shop.at("/"), clock);
    }

    private NoticeWatch watch() {
        return new NoticeWatch(
                check,
                new Sites(List.of(SITE)),
                published,
                new SqlPageStandings(),
                (tx, account, addresses, lane, due, now) ->
                        addresses.forEach(address -> marked.add(account + " " + address + " " + lane)),
                database,
                clock);
    }

    /** A notice in Italian and English on the shop's own pages. */
    private NoticeEdition edition(int version, LocalDate from, boolean shoes, Purpose... purposes) {
        Set<Purpose> used = EnumSet.of(purposes[0], purposes);
        NoticeModel model = Models.with(ExampleNotice.model(), "languages", "[\"it\",\"en\"]");
        model = Models.with(model, "pages.privacy", pages("privacy", "it", "en"));
        model = Models.with(model, "pages.cookie", pages("cookie", "it"));
        for (int i = model.purposes().size() - 1; i >= 0; i--) {
            if (!used.contains(model.purposes().get(i).purpose())) {
                model = Models.without(model, "purposes", i);
            }
        }
        for (int i = model.fields().size() - 1; i >= 0; i--) {
            if (!shoes && model.fields().get(i).key().endsWith("shoe_size")) {
                model = Models.without(model, "fields", i);
            }
        }
        NoticeEdition edition =
                new NoticeEdition(model, version, "sha256:" + version, from, version - 1, START.minusSeconds(60));
        history.write(edition, new HtmlFragments().render(edition, ShippedTexts.all()));
        return edition;
    }

    private String pages(String section, String... languages) {
        return Stream.of(languages)
                .map(language -> "\"" + language + "\":\"" + shop.at("/" + language + "/" + section) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private void show(NoticeEdition edition) {
        for (String language : List.of("it", "en")) {
            shop.page("/" + language + "/privacy", page(section(edition, language)));
        }
        shop.page("/it/cookie", page(section(edition, Section.COOKIE, "it")));
    }

    private String section(NoticeEdition edition, String language) {
        return section(edition, Section.PRIVACY, language);
    }

    private String section(NoticeEdition edition, Section section, String language) {
        return new String(
                history.file("bottega", edition.version(), section.file(language, "html"))
                        .orElseThrow()
                        .content(),
                StandardCharsets.UTF_8);
    }

    private static String page(String section) {
        return "<!doctype html><html><body><p>Il negozio</p>" + section + "</body></html>";
    }

    private PageReport italian() {
        return check.check(SITE).stream()
                .filter(report -> report.page().section() == Section.PRIVACY
                        && report.page().language().equals("it"))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class Looking {
        @Test
        void finds_nothing_to_look_for_before_anything_was_written() {
            assertThat(check.check(SITE)).isEmpty();
            assertThat(shop.requests()).isZero();
        }

        @Test
        void finds_every_page_current_and_asks_each_once() {
            show(edition(1, LocalDate.of(2026, 11, 1), false, Purpose.DIRECT_MARKETING));

            assertThat(check.check(SITE)).hasSize(3).allSatisfy(report -> assertThat(report.standing())
                    .isEqualTo(Standing.CURRENT));
            assertThat(shop.asked("/it/privacy")).isEqualTo(1);
        }

        @Test
        void turns_red_with_one_field_more_until_the_site_shows_it() {
            show(edition(1, LocalDate.of(2026, 11, 1), false, Purpose.DIRECT_MARKETING));
            NoticeEdition more = edition(2, LocalDate.of(2026, 12, 1), true, Purpose.DIRECT_MARKETING);

            PageReport late = italian();
            assertThat(late.standing()).isEqualTo(Standing.OUTDATED);
            assertThat(late.shown()).isEqualTo(1);
            assertThat(late.inForce()).isEqualTo(2);
            assertThat(late.since()).isEqualTo(Instant.parse("2026-11-30T23:00:00Z"));
            assertThat(late.lacking()).contains("Numero di scarpe").hasSizeLessThan(6);
            assertThat(late.instead()).hasSize(1);

            show(more);
            assertThat(italian().standing()).isEqualTo(Standing.CURRENT);
        }

        @Test
        void lets_a_version_be_shown_before_its_day_but_does_not_ask_for_it() {
            NoticeEdition now = edition(1, LocalDate.of(2026, 11, 1), false, Purpose.DIRECT_MARKETING);
            NoticeEdition next = edition(2, LocalDate.of(2026, 12, 10), true, Purpose.DIRECT_MARKETING);
            show(now);
            assertThat(italian().standing()).isEqualTo(Standing.CURRENT);
            show(next);
            assertThat(italian().why()).isEqualTo("it shows version 2 ahead of its day");
            show(now);
            clock.by(Duration.ofDays(10));
            assertThat(italian().standing()).isEqualTo(Standing.OUTDATED);
        }

        @Test
        void knows_since_when_after_a_restart() {
            NoticeEdition edition = edition(1, LocalDate.of(2026, 11, 1), false, Purpose.DIRECT_MARKETING);
            show(edition);
            shop.page("/it/privacy", page(section(edition, "it").replace("Via Esempio 1", "Via Altrove 9")));
            Instant first = italian().since();
            clock.by(Duration.ofHours(5));
            restart();

            assertThat(italian().standing()).isEqualTo(Standing.ALTERED);
            assertThat(italian().since()).isEqualTo(first).isEqualTo(START);
            shop.on("/it/privacy", AwkwardSite.error(500));
            assertThat(italian().since()).isEqualTo(START.plus(Duration.ofHours(5)));
        }

        @Test
        void tells_each_of_the_ways_in_which_a_site_fails() {
            NoticeEdition edition = edition(1, LocalDate.of(2026, 11, 1), false, Purpose.DIRECT_MARKETING);
            show(edition);
            Map<String, AwkwardSite.Behaviour> ways = Map.of(
                    "unreachable the page answers 500", AwkwardSite.error(500),
                    "missing the site answers 404", AwkwardSite.error(404),
                    "unreachable the page is longer than 5 MB", shop.endless(),
                    "unreachable the page is longer than 5 MB ", AwkwardSite.bomb(),
                    "unreachable the page does not answer within 2 s", AwkwardSite.silent(),
                    "unreachable the page its redirect is not https",
                            AwkwardSite.redirect("http://169.254.169.254/latest/meta-data"),
                    "wrong_language the page of language it shows the notice in English",
                            AwkwardSite.packed(page(section(edition, "en"))),
                    "missing the page does not show the notice", AwkwardSite.packed(page("<p>altro</p>")));
            ways.forEach((verdict, way) -> {
                shop.on("/it/privacy", way);
                PageReport report = italian();
                assertThat(report.standing().wire() + " " + report.why()).isEqualTo(verdict.strip());
            });
        }

        @Test
        void tells_of_a_wrong_label_why_nobody_can_read_it() {
            NoticeEdition edition = edition(1, LocalDate.of(2026, 11, 1), false, Purpose.DIRECT_MARKETING);
            show(edition);
            shop.on(
                    "/it/privacy",
                    AwkwardSite.labelled("iso-8859-1", StandardCharsets.UTF_8, page(section(edition, "it"))));

            assertThat(italian().standing()).isEqualTo(Standing.ALTERED);
            assertThat(italian().why()).endsWith("; it is labelled ISO-8859-1 and written in UTF-8");
        }
    }

    @Nested
    class OneAddress {
        @Test
        void elsewhere_is_refused_before_anything_is_asked() {
            edition(1, LocalDate.of(2026, 11, 1), false, Purpose.DIRECT_MARKETING);

            assertThatThrownBy(() -> check.check(SITE, URI.create("https://elsewhere.example.org/")))
                    .isInstanceOf(LiveCheck.NotAllowed.class)
                    .hasMessage("is on elsewhere.example.org, which the site's file does not name");
            assertThat(shop.requests()).isZero();
        }

        @Test
        void that_no_file_names_is_judged_by_the_language_that_it_declares() {
            NoticeEdition edition = edition(1, LocalDate.of(2026, 11, 1), false, Purpose.DIRECT_MARKETING);
            shop.page("/about", "<html lang=en-GB><body>" + section(edition, "en") + "</body></html>");

            assertThat(check.check(SITE, shop.at("/about"))).singleElement().satisfies(report -> {
                assertThat(report.standing()).isEqualTo(Standing.CURRENT);
                assertThat(report.page().language()).isEqualTo("en");
            });
            assertThat(check.lastSeen(SITE)).isEmpty();
        }
    }

    @Nested
    class TheGate {
        private boolean names(Purpose purpose) {
            return published.names("bottega", purpose, clock.instant());
        }

        @Test
        void is_closed_before_the_first_look_and_open_for_sites_that_do_not_ask() {
            assertThat(names(Purpose.DIRECT_MARKETING)).isFalse();
            assertThat(published.names("another", Purpose.DIRECT_MARKETING, START))
                    .isTrue();
        }

        @Test
        void opens_for_what_the_page_names_in_every_language() {
            show(edition(1, LocalDate.of(2026, 11, 1), false, Purpose.DIRECT_MARKETING));
            edition(2, LocalDate.of(2026, 12, 1), false, Purpose.DIRECT_MARKETING, Purpose.PROFILING_CLASSIC);
            watch().run();

            assertThat(names(Purpose.DIRECT_MARKETING)).isTrue();
            assertThat(names(Purpose.PROFILING_CLASSIC))
                    .as("not yet on the site")
                    .isFalse();

            shop.page("/en/privacy", page("<p>soon</p>"));
            watch().run();
            assertThat(names(Purpose.DIRECT_MARKETING))
                    .as("English readers read nothing")
                    .isFalse();
        }

        @Test
        void of_an_altered_notice_takes_the_purposes_whose_own_words_stand_there() {
            NoticeEdition edition =
                    edition(1, LocalDate.of(2026, 11, 1), false, Purpose.DIRECT_MARKETING, Purpose.PROFILING_CLASSIC);
            show(edition);
            for (String language : List.of("it", "en")) {
                shop.page(
                        "/" + language + "/privacy",
                        page(section(edition, language)
                                .replace(
                                        ShippedTexts.all().in(language).purposeMeaning(Purpose.PROFILING_CLASSIC),
                                        "altro.")));
            }
            watch().run();

            assertThat(names(Purpose.DIRECT_MARKETING)).isTrue();
            assertThat(names(Purpose.PROFILING_CLASSIC)).isFalse();
        }

        @Test
        void bears_three_days_of_silence_over_restarts_and_no_more() {
            show(edition(1, LocalDate.of(2026, 11, 1), false, Purpose.DIRECT_MARKETING));
            watch().run();
            shop.on("/it/privacy", AwkwardSite.error(500));
            clock.by(Duration.ofDays(3).minusMinutes(1));
            watch().run();
            restart();
            assertThat(names(Purpose.DIRECT_MARKETING)).isTrue();
            clock.by(Duration.ofMinutes(1));
            assertThat(names(Purpose.DIRECT_MARKETING)).isFalse();
        }

        @Test
        void has_everybody_planned_anew_when_it_changes_and_only_then() {
            database.write(tx -> new SqlPeople()
                    .findOrCreate(tx, "bottega", List.of(People.Identity.email("a@example.org")), START));
            show(edition(1, LocalDate.of(2026, 11, 1), false, Purpose.DIRECT_MARKETING));
            watch().run();
            watch().run();
            assertThat(marked).containsExactly("main a@example.org " + Lane.CONTACT);

            shop.page("/it/privacy", page("<p>altro</p>"));
            watch().run();
            watch().run();
            assertThat(marked).hasSize(2);
        }
    }
}
