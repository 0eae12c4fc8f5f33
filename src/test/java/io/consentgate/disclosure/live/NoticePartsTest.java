package io.consentgate.disclosure.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;
import io.consentgate.disclosure.ExampleNotice;
import io.consentgate.disclosure.HtmlFragments;
import io.consentgate.disclosure.Models;
import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.ShippedTexts;
import io.consentgate.disclosure.TiltDocuments;
import io.consentgate.disclosure.live.PartReport.Part;
import io.consentgate.disclosure.publish.MemoryHistory;
import io.consentgate.site.Site;
import io.consentgate.site.TestSites;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to a published notice beside its two sections. */
class NoticePartsTest {

    private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
    private static final Site SITE = TestSites.site("bottega").build();

    @TempDir
    Path folder;

    private final MemoryHistory history = new MemoryHistory();
    private AwkwardSite shop;
    private HttpPages pages;
    private SqlDatabase database;
    private LiveCheck check;

    @BeforeEach
    void start() throws IOException {
        shop = AwkwardSite.start();
        pages = new HttpPages(InetAddress::getAllByName, Duration.ofSeconds(2));
        database = EmbeddedDatabases.sqlite(folder);
        check = new LiveCheck(
                pages,
                history,
                ShippedTexts.all(),
                new SqlPageStandings(),
                database,
                shop.at("/gate/"),
                Clock.fixed(NOW, ZoneOffset.UTC));
        publish(1, LocalDate.of(2026, 11, 1), "Esempio");
        publish(2, LocalDate.of(2026, 12, 1), "Bottega");
        show(2);
    }

    @AfterEach
    void stop() throws IOException {
        pages.close();
        database.close();
        shop.close();
    }

    private void publish(int version, LocalDate from, String name) {
        NoticeModel model = Models.with(ExampleNotice.model(), "languages", "[\"it\"]");
        model = Models.with(model, "controller.name", "\"" + name + "\"");
        model = Models.with(model, "pages.privacy", "{\"it\":\"" + shop.at("/privacy") + "\"}");
        model = Models.with(model, "pages.cookie", "{\"it\":\"" + shop.at("/cookie") + "\"}");
        model = Models.with(model, "pages.collection", "[\"" + shop.at("/checkout") + "\"]");
        model = Models.with(model, "pages.preferences", "\"" + shop.at("/preferences") + "\"");
        NoticeEdition edition = new NoticeEdition(model, version, "sha256:" + version, from, version - 1, NOW);
        List<NoticeFile> files = new ArrayList<>(new HtmlFragments().render(edition, ShippedTexts.all()));
        files.addAll(new TiltDocuments().render(edition, ShippedTexts.all()));
        history.write(edition, files);
    }

    /** The shop as it should be, with the files for programs of a version. */
    private void show(int version) {
        String link = "<link rel=\"privacy-policy\" href=\"/privacy\">";
        shop.page("/privacy", page(link, section("privacy", 2)));
        shop.page("/cookie", page(link, section("cookie", 2)));
        shop.page("/checkout", page("", "<form></form><footer><a href='/privacy#c13'>Privacy</a></footer>"));
        shop.page("/preferences", page("", "Preferenze"));
        shop.on("/gate/disclosure/bottega/tilt.it.json", json(file("tilt.it.json", version)));
    }

    private static AwkwardSite.Behaviour json(byte[] content) {
        return AwkwardSite.bytes("application/json", content);
    }

    private byte[] file(String name, int version) {
        return history.file("bottega", version, name).orElseThrow().content();
    }

    private String section(String section, int version) {
        return new String(file(section + "-section.it.html", version), StandardCharsets.UTF_8);
    }

    private static String page(String head, String body) {
        return "<!doctype html><html lang='it'><head>" + head + "</head><body>" + body + "</body></html>";
    }

    /** Whatever is not as it should be. */
    private List<String> wrong() {
        check.check(SITE);
        return check.parts(SITE).stream()
                .filter(part -> part.standing() != Standing.CURRENT)
                .map(part -> part.part().wire() + " " + part.address().getPath() + " "
                        + part.standing().wire() + ": " + part.why())
                .toList();
    }

    @Test
    void is_all_as_it_should_be() {
        assertThat(wrong()).isEmpty();
        assertThat(check.parts(SITE))
                .extracting(PartReport::part)
                .containsExactlyInAnyOrder(
                        Part.NOTICE_LINK, Part.NOTICE_LINK, Part.NOTICE_LINK, Part.WAY, Part.MACHINE_FILE);
    }

    @Nested
    class FilesForPrograms {
        @Test
        void are_those_of_an_earlier_version_since_the_next_came_into_force() {
            show(1);

            assertThat(wrong())
                    .containsExactly("machine_file /gate/disclosure/bottega/tilt.it.json outdated: it is the file of"
                            + " version 1; in force is version 2");
            assertThat(check.parts(SITE))
                    .filteredOn(part -> part.standing() == Standing.OUTDATED)
                    .extracting(PartReport::since)
                    .containsExactly(Instant.parse("2026-11-30T23:00:00Z"));
        }

        @Test
        void are_altered_mislabelled_gone_or_out_of_reach() {
            String path = "/gate/disclosure/bottega/tilt.it.json";
            shop.on(path, json("{}".getBytes(StandardCharsets.UTF_8)));
            assertThat(wrong()).containsExactly("machine_file " + path + " altered: it is the file of no version");
            shop.on(path, AwkwardSite.bytes("text/html", file("tilt.it.json", 2)));
            assertThat(wrong())
                    .containsExactly("machine_file " + path
                            + " altered: it is served as \"text/html\"; programs look for application/json");
            shop.on(path, AwkwardSite.error(404));
            assertThat(wrong()).containsExactly("machine_file " + path + " missing: the site answers 404");
            shop.on(path, AwkwardSite.trickling());
            assertThat(wrong())
                    .containsExactly("machine_file " + path + " unreachable: the file does not answer within 2 s");
        }
    }

    @Nested
    class Links {
        @Test
        void are_missing_where_data_are_collected() {
            shop.page("/checkout", page("", "<form></form><a href='/terms'>Condizioni</a>"));

            assertThat(wrong())
                    .containsExactly("notice_link /checkout missing: data are collected here, and no link leads to the"
                            + " notice (C21)");
        }

        @Test
        void are_found_by_programs_only_with_their_relation() {
            shop.page("/cookie", page("", section("cookie", 2) + "<a href='/privacy'>Privacy</a>"));

            assertThat(wrong())
                    .containsExactly("notice_link /cookie missing: no link to the notice carries"
                            + " rel=\"privacy-policy\", by which programs find it");
        }

        @Test
        void lead_to_pages_that_answer() {
            shop.on("/preferences", AwkwardSite.error(410));

            assertThat(wrong()).containsExactly("way /preferences missing: the site answers 410");
        }
    }

    @Test
    void a_promise_to_honour_global_privacy_control_has_to_be_kept() {
        shop.on("/.well-known/gpc.json", json("{\"gpc\": true}".getBytes(StandardCharsets.UTF_8)));
        assertThat(wrong())
                .singleElement()
                .asString()
                .startsWith("gpc /.well-known/gpc.json altered: it promises that Global Privacy Control is honoured");
        shop.on("/.well-known/gpc.json", json("{\"gpc\": false}".getBytes(StandardCharsets.UTF_8)));
        assertThat(wrong()).isEmpty();
    }

    /** Pages that {@code disclosure.js} fills: what it would load is read in its place. */
    @Nested
    class Scripted {

        private PageReport privacy(String place) {
            shop.page(
                    "/privacy",
                    page(
                            "<link rel='privacy-policy' href='/privacy'>",
                            place + "<script src='/gate/disclosure/disclosure.js' defer></script>"));
            return check.check(SITE).stream()
                    .filter(report -> report.page().sectionName().equals("privacy"))
                    .findFirst()
                    .orElseThrow();
        }

        private PageReport filled() {
            return privacy("<div data-disclosure='bottega/privacy-section'><noscript><a"
                    + " href='/gate/disclosure/bottega/it'>Privacy</a></noscript></div>");
        }

        private void loads(AwkwardSite.Behaviour fragment) {
            shop.on("/gate/disclosure/bottega/privacy-section.it.html", fragment);
        }

        private AwkwardSite.Behaviour html(String html) {
            return AwkwardSite.bytes("text/html; charset=UTF-8", html.getBytes(StandardCharsets.UTF_8));
        }

        @Test
        void are_current_with_the_words_that_the_script_loads() {
            loads(html(section("privacy", 2)));

            assertThat(filled().standing()).isEqualTo(Standing.CURRENT);
            assertThat(filled().why()).isEqualTo("filled by disclosure.js");
        }

        @Test
        void are_outdated_when_an_old_version_is_loaded() {
            loads(html(section("privacy", 1)));

            assertThat(filled().standing()).isEqualTo(Standing.OUTDATED);
            assertThat(filled().shown()).isEqualTo(1);
        }

        @Test
        void show_nothing_to_those_who_block_scripts_without_a_link() {
            loads(html(section("privacy", 2)));
            PageReport report = privacy("<div data-disclosure='bottega/privacy-section'></div>");

            assertThat(report.standing()).isEqualTo(Standing.MISSING);
            assertThat(report.why())
                    .endsWith("disclosure.js is to fill it, and whoever blocks scripts finds no link in its place");
        }

        @Test
        void show_nothing_when_the_script_gets_nothing() {
            loads(AwkwardSite.error(503));

            assertThat(filled().standing()).isEqualTo(Standing.UNREACHABLE);
            assertThat(filled().why())
                    .isEqualTo("the page leaves its place to disclosure.js, and what that loads: answers 503");
        }

        @Test
        void load_from_no_host_that_nobody_named() {
            shop.page(
                    "/privacy",
                    page(
                            "",
                            "<div data-disclosure='bottega/privacy-section'><a href='/x'>Privacy</a></div>"
                                    + "<script src='https://elsewhere.example.net/disclosure/disclosure.js'></script>"));
            PageReport report = check.check(SITE).get(0);

            assertThat(report.standing()).isEqualTo(Standing.MISSING);
            assertThat(report.why()).endsWith("which the site's file does not name");
        }
    }
}
