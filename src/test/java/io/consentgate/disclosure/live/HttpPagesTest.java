package io.consentgate.disclosure.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPagesTest {

    private static final String PAGE = "<!doctype html><title>x</title><p>Libertà è partecipazione</p>";

    private static AwkwardSite site;
    private static HttpPages pages;

    @BeforeAll
    static void start() throws IOException {
        site = AwkwardSite.start();
        pages = new HttpPages(InetAddress::getAllByName, Duration.ofSeconds(2));
    }

    @AfterAll
    static void stop() throws IOException {
        pages.close();
        site.close();
    }

    private static Fetched fetch(String path) {
        URI address = site.at(path);
        return pages.fetch(address, AllowedHosts.of(List.of(address)));
    }

    private static String text(String path) {
        assertThat(fetch(path)).isInstanceOf(Fetched.Page.class);
        return ((Fetched.Page) fetch(path)).document().text();
    }

    @Nested
    class APage {
        @Test
        void is_read_as_it_is_labelled_packed_or_not() {
            site.page("/plain", PAGE);
            site.on("/packed", AwkwardSite.packed(PAGE));
            site.on("/latin", AwkwardSite.labelled("iso-8859-1", StandardCharsets.ISO_8859_1, PAGE));
            site.on(
                    "/meta",
                    AwkwardSite.bytes(
                            "text/html", ("<meta charset=iso-8859-15>" + PAGE).getBytes(StandardCharsets.ISO_8859_1)));

            assertThat(List.of(text("/plain"), text("/packed"), text("/latin"), text("/meta")))
                    .allSatisfy(text -> assertThat(text).endsWith("Libertà è partecipazione"));
        }

        @Test
        void that_is_labelled_wrongly_is_read_as_people_see_it_and_told() {
            site.on("/wrong", AwkwardSite.labelled("iso-8859-1", StandardCharsets.UTF_8, PAGE));
            site.on("/other", AwkwardSite.labelled("utf-8", StandardCharsets.ISO_8859_1, PAGE));

            assertThat(text("/wrong")).contains("LibertÃ");
            assertThat(((Fetched.Page) fetch("/wrong")).remark())
                    .isEqualTo("it is labelled ISO-8859-1 and written in UTF-8");
            assertThat(((Fetched.Page) fetch("/other")).remark())
                    .isEqualTo("it is labelled UTF-8 and written in something else");
        }
    }

    @Nested
    class Redirects {
        @Test
        void are_followed_on_the_site_itself() {
            site.page("/it/privacy", PAGE);
            site.on("/privacy", AwkwardSite.redirect("/it/privacy"));

            assertThat(((Fetched.Page) fetch("/privacy")).at()).isEqualTo(site.at("/it/privacy"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://169.254.169.254/latest/meta-data/",
                    "http://127.0.0.1:1/",
                    "http://localhost/",
                    "http://[::1]/",
                    "https://10.0.0.1/",
                    "https://elsewhere.example.com/",
                    "//elsewhere.example.com/",
                    "file:///etc/passwd",
                    "javascript:alert(1)"
                })
        void are_not_followed_anywhere_else(String location) {
            site.on("/away", AwkwardSite.redirect(location));

            assertThat(fetch("/away")).isInstanceOfSatisfying(Fetched.Failed.class, failed -> assertThat(failed.why())
                    .startsWith("its redirect "));
        }

        @Test
        void end_after_five() {
            site.on("/round", AwkwardSite.redirect("/round"));
            int before = site.requests();

            assertThat(fetch("/round")).isEqualTo(new Fetched.Failed("redirects more than 5 times"));
            assertThat(site.requests() - before).isEqualTo(6);
        }
    }

    @Nested
    class Names {
        @Test
        void that_lead_inside_are_not_asked() throws IOException {
            try (HttpPages rebound = new HttpPages(
                    host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")}, Duration.ofSeconds(2))) {
                URI address =
                        URI.create("https://shop.example.com:" + site.at("/").getPort() + "/plain");
                int before = site.requests();

                assertThat(rebound.fetch(address, AllowedHosts.of(List.of(address))))
                        .isEqualTo(new Fetched.Failed(
                                "cannot be asked: shop.example.com leads to an address that is not public"));
                assertThat(site.requests()).isEqualTo(before);
            }
        }

        /** The name is public when it is looked at and private when it is connected to: there is no second look. */
        @Test
        void are_asked_once_per_connection_and_connected_to_as_answered() throws IOException {
            int[] asked = {0};
            try (HttpPages pinned = new HttpPages(
                    host -> {
                        asked[0]++;
                        return new InetAddress[] {InetAddress.getByName(asked[0] == 1 ? "127.0.0.1" : "10.0.0.1")};
                    },
                    Duration.ofSeconds(2))) {
                site.page("/plain", PAGE);
                URI address = URI.create("http://localhost:" + site.at("/").getPort() + "/plain");

                assertThat(pinned.fetch(address, AllowedHosts.of(List.of(address))))
                        .isInstanceOf(Fetched.Page.class);
                assertThat(asked[0]).isEqualTo(1);
                assertThat(pinned.fetch(address, AllowedHosts.of(List.of(address))))
                        .as("the second connection leads elsewhere, and is refused")
                        .isEqualTo(new Fetched.Failed(
                                "cannot be asked: localhost leads to an address that is not public"));
            }
        }

        @Test
        void that_nobody_knows_are_told_so() throws IOException {
            try (HttpPages lost = new HttpPages(
                    host -> {
                        throw new java.net.UnknownHostException(host);
                    },
                    Duration.ofSeconds(2))) {
                URI address = URI.create("https://shop.example.com/");

                assertThat(lost.fetch(address, AllowedHosts.of(List.of(address))))
                        .isEqualTo(new Fetched.Failed("cannot be asked: its host is not known"));
            }
        }
    }

    @Nested
    class WhatIsNoPage {
        @Test
        void is_told_apart_from_a_page_that_is_gone() {
            site.on("/gone", AwkwardSite.error(410));
            site.on("/broken", AwkwardSite.error(500));
            site.on("/closed", AwkwardSite.error(403));
            site.on("/json", AwkwardSite.bytes("application/json", "{}".getBytes(StandardCharsets.UTF_8)));
            site.on("/untyped", AwkwardSite.bytes(null, PAGE.getBytes(StandardCharsets.UTF_8)));
            site.on("/junk", request -> {
                request.getResponseHeaders().set("Content-Encoding", "gzip");
                AwkwardSite.bytes("text/html", PAGE.getBytes(StandardCharsets.UTF_8))
                        .answer(request);
            });
            site.on("/brotli", request -> {
                request.getResponseHeaders().set("Content-Encoding", "br");
                AwkwardSite.bytes("text/html", PAGE.getBytes(StandardCharsets.UTF_8))
                        .answer(request);
            });

            assertThat(fetch("/gone")).isEqualTo(new Fetched.Gone("the site answers 410"));
            assertThat(fetch("/nowhere")).isEqualTo(new Fetched.Gone("the site answers 404"));
            assertThat(fetch("/broken")).isEqualTo(new Fetched.Failed("answers 500"));
            assertThat(fetch("/closed")).isEqualTo(new Fetched.Failed("answers 403"));
            assertThat(fetch("/json"))
                    .isEqualTo(new Fetched.Failed("is no page: its content type is \"application/json\""));
            assertThat(fetch("/untyped")).isEqualTo(new Fetched.Failed("is no page: its content type is missing"));
            assertThat(fetch("/brotli")).isEqualTo(new Fetched.Failed("is packed as br, which was not asked for"));
            assertThat(fetch("/junk")).isEqualTo(new Fetched.Failed("cannot be read: ZipException"));
        }

        @Test
        void an_endless_one_is_cut_off() {
            site.on("/endless", site.endless());

            assertThat(fetch("/endless")).isEqualTo(new Fetched.Failed("is longer than 5 MB"));
            assertThat(site.sent()).as("most of two gigabytes is never sent").isLessThan(100L * 1024 * 1024);
        }

        @Test
        void a_bomb_is_not_unpacked() {
            site.on("/bomb", AwkwardSite.bomb());

            assertThat(fetch("/bomb")).isEqualTo(new Fetched.Failed("is longer than 5 MB"));
        }

        @Test
        void one_that_comes_too_slowly_is_given_up() {
            site.on("/silent", AwkwardSite.silent());

            assertThat(fetch("/silent")).isEqualTo(new Fetched.Failed("does not answer within 2 s"));
        }
    }
}
