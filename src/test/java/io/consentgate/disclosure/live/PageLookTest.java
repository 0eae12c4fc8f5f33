package io.consentgate.disclosure.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageLookTest {

    private static final String NOW = """
            <section lang="it" id="privacy-activecampaign" data-disclosure-version="2" data-disclosure-hash="sha256:22">
            <h2>ActiveCampaign: dati trattati</h2>
            <p id="c1">Titolare è Bottega "Esempio" S.r.l., Via Esempio 1 - Milano.</p>
            <table><caption>Dati</caption><tbody><tr><th scope="row">Newsletter</th><td>e-mail</td></tr>
            <tr><th scope="row">Profilo</th><td>numero di scarpe</td></tr></tbody></table>
            <ul><li>Accesso</li><li>L'opposizione è sempre possibile...</li></ul></section>""";
    private static final String BEFORE = NOW.replace("numero di scarpe", "punti")
            .replace("version=\"2\"", "version=\"1\"")
            .replace("sha256:22", "sha256:11");
    private static final String ENGLISH = """
            <section lang="en" id="privacy-activecampaign" data-disclosure-version="2" data-disclosure-hash="sha256:22">
            <h2>ActiveCampaign: data used</h2><p>The controller is Bottega Esempio.</p></section>""";

    private final PageLook look =
            new PageLook(expected(NOW, "it", 2), List.of(expected(ENGLISH, "en", 2), expected(BEFORE, "it", 1)));

    private static Expected expected(String html, String language, int version) {
        return new Expected(
                "privacy-activecampaign",
                language,
                version,
                NoticeText.of(Jsoup.parseBodyFragment(html).body()));
    }

    private Verdict judge(String section) {
        return look.judge(Jsoup.parse("<html lang=it><head><title>Privacy</title></head><body><nav>Home</nav><main>"
                + "<h1>Privacy</h1><p>Altri trattamenti del negozio.</p>" + section + "</main></body></html>"));
    }

    @Nested
    class Current {
        private final Verdict current = Verdict.current(2, null);

        @Test
        void is_what_shows_every_word() {
            assertThat(judge(NOW)).isEqualTo(current);
        }

        @Test
        void needs_no_attribute() {
            assertThat(judge(NOW.replaceAll(" (data-[a-z-]+|id|lang|scope)=\"[^\"]*\"", "")))
                    .isEqualTo(current);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\\s+ | ' '",
                    "\"Esempio\" | “Esempio”",
                    "\"Esempio\" | «Esempio»",
                    "1 - Milano | 1 – Milano",
                    "L'opp | L’opp",
                    "possibile\\.\\.\\. | possibile…",
                    "è | e\u0300",
                    "S.r.l. | S.r.l.&nbsp;",
                    "Newsletter | News&shy;letter",
                    "h2 | h3",
                    "<p id | <div class=text><p class=x id",
                    "e-mail | <b>e</b>-<i>mail</i>"
                })
        void is_not_lost_by_what_content_systems_do(String what, String becomes) {
            assertThat(judge(NOW.replaceAll(what, becomes))).isEqualTo(current);
        }

        @Test
        void counts_for_both_when_two_sections_share_a_page() {
            assertThat(judge(NOW + "<section id=cookie-activecampaign data-disclosure-hash=x><p>Cookie</p></section>"))
                    .isEqualTo(current);
        }
    }

    @Nested
    class Outdated {
        @Test
        void is_an_earlier_version_and_what_differs_is_told() {
            assertThat(judge(BEFORE))
                    .isEqualTo(new Verdict(
                            Standing.OUTDATED,
                            1,
                            "it shows version 1; in force is version 2",
                            List.of("numero di scarpe"),
                            List.of("punti")));
        }

        @Test
        void is_found_behind_a_forged_attribute() {
            assertThat(judge(BEFORE.replace("sha256:11", "sha256:22").replace("version=\"1\"", "version=\"2\""))
                            .standing())
                    .isEqualTo(Standing.OUTDATED);
        }
    }

    @Nested
    class Altered {
        @Test
        void is_what_never_was_a_version() {
            assertThat(judge(NOW.replace("numero di scarpe", "tutto")))
                    .isEqualTo(new Verdict(
                            Standing.ALTERED,
                            null,
                            "the words on the page are not those of any version",
                            List.of("numero di scarpe"),
                            List.of("tutto")));
        }

        @Test
        void is_found_without_attributes_too() {
            Verdict verdict =
                    judge(NOW.replace("numero di scarpe", "tutto").replaceAll(" (data-[a-z-]+|id)=\"[^\"]*\"", ""));

            assertThat(verdict.standing()).isEqualTo(Standing.ALTERED);
            assertThat(verdict.lacking()).containsExactly("numero di scarpe");
        }

        @Test
        void is_a_notice_with_words_put_between() {
            Verdict verdict = judge(NOW.replace("<ul>", "<p>Nulla di ciò vale.</p><ul>"));

            assertThat(verdict.standing()).isEqualTo(Standing.ALTERED);
            assertThat(verdict.instead()).containsExactly("Nulla di ciò vale.");
        }
    }

    @Nested
    class WrongLanguage {
        @Test
        void is_another_languages_notice_on_this_page() {
            assertThat(judge(ENGLISH))
                    .isEqualTo(new Verdict(
                            Standing.WRONG_LANGUAGE,
                            2,
                            "the page of language it shows the notice in English",
                            List.of(),
                            List.of()));
        }
    }

    @Nested
    class Missing {
        @Test
        void is_a_page_that_speaks_of_something_else() {
            assertThat(judge("<p>Accesso</p>").standing()).isEqualTo(Standing.MISSING);
        }

        @Test
        void is_an_empty_place() {
            assertThat(judge("<div id=privacy-activecampaign data-disclosure-hash=\"sha256:22\"></div>"))
                    .isEqualTo(Verdict.of(Standing.MISSING, "the page has the place for the notice, and it is empty"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<!-- %s -->",
                    "<div hidden>%s</div>",
                    "<div style='DISPLAY : none'>%s</div>",
                    "<div style='visibility:hidden'>%s</div>",
                    "<noscript>%s</noscript>",
                    "<template>%s</template>",
                    "<textarea>%s</textarea>"
                })
        void is_what_nobody_sees(String around) {
            assertThat(judge(around.formatted(NOW)).standing()).isEqualTo(Standing.MISSING);
        }
    }
}
