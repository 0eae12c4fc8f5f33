package io.consentgate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.Lane;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.event.ConsentStatus;
import io.consentgate.gate.Facts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser tells, and whom it reaches, down to the rows. */
class VisitorsOfPeopleTest {

    private static final String VISITOR = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
    private static final String ANNA = "anna@example.com";
    private static final String BRUNO = "bruno@example.com";
    private static final Instant NOW = Premises.NOW;

    @TempDir
    Path folder;

    private Premises premises;
    private BannerIntake browser;

    @BeforeEach
    void start() {
        premises = new Premises(EmbeddedDatabases.sqlite(folder), folder);
        browser = new BannerIntake(premises.people, premises.visitors, premises.register, premises.changed);
    }

    @AfterEach
    void close() {
        premises.close();
    }

    private static String own(boolean yes, Instant at) {
        return "{\"version\":1,\"receipt_id\":\"r\",\"recorded_at\":\"" + at + "\",\"choices\":{\"site_tracking\":"
                + yes + ",\"profiling_online\":" + yes + "}}";
    }

    private void tell(String format, String raw, Instant now) {
        List<Statement> says =
                browser.statements(Premises.SITE, new BannerTold(format, raw, false, now, null, "2026-03"), now);
        premises.database.write(tx -> {
            if (browser.isNews(says, browser.known(tx, Premises.SITE, VISITOR).entries())) {
                browser.write(tx, Premises.SITE, VISITOR, says, "{\"raw\":\"proof\"}", now);
            }
            return null;
        });
    }

    private void identify(String email, Instant at) {
        premises.accept(premises.event(
                "cookie-consent",
                "{'person':{'email':'" + email + "'},'visitor_id':'" + VISITOR
                        + "','format':'consentgate','raw':'','recorded_at':'" + at + "'}"));
    }

    private Facts facts(String email) {
        return premises.known(email).orElseThrow().facts();
    }

    private static List<ConsentStatus> statuses(List<RegisterEntry> entries) {
        return entries.stream()
                .map(RegisterEntry::statement)
                .filter(Statement.Choice.class::isInstance)
                .map(statement -> ((Statement.Choice) statement).status())
                .filter(status -> status != ConsentStatus.UNKNOWN)
                .distinct()
                .toList();
    }

    private List<String> marked(Lane lane) {
        return premises.texts("SELECT address FROM changed WHERE lane = ? ORDER BY address", lane.ordinal());
    }

    @Nested
    class Marks {

        @Test
        void a_no_in_the_browser_overtakes_everybody_else() {
            identify(ANNA, NOW.minusSeconds(60));
            identify(BRUNO, NOW.minusSeconds(50));
            premises.changedDone();

            tell("consentgate", own(false, NOW), NOW);

            assertThat(marked(Lane.WITHDRAWAL)).containsExactly(ANNA, BRUNO);
        }

        @Test
        void a_yes_does_not() {
            identify(ANNA, NOW.minusSeconds(60));
            premises.changedDone();

            tell("consentgate", own(true, NOW), NOW);

            assertThat(marked(Lane.WITHDRAWAL)).isEmpty();
            assertThat(marked(Lane.CONTACT)).containsExactly(ANNA);
        }

        @Test
        void a_shops_banner_event_with_a_yes_waits_its_turn_too() {
            premises.accept(premises.event(
                    "cookie-consent",
                    "{'person':{'email':'" + ANNA + "'},'format':'consentgate','raw':'"
                            + own(true, NOW).replace("\"", "\\'").replace("\\'", "%22")
                            + "','recorded_at':'" + NOW + "'}"));

            assertThat(statuses(facts(ANNA).history().own())).containsExactly(ConsentStatus.GIVEN);
            assertThat(marked(Lane.CONTACT)).containsExactly(ANNA);
        }
    }

    @Nested
    class Rows {

        @Test
        void the_same_answers_again_are_no_news() {
            tell("consentgate", own(true, NOW), NOW);
            tell("consentgate", own(true, NOW), NOW.plusSeconds(60));
            tell("klaro", "{\"activecampaign\":true}", NOW.plusSeconds(61));
            tell("klaro", "{\"activecampaign\":true}", NOW.plusSeconds(90));

            assertThat(premises.count("SELECT COUNT(*) FROM consent_event")).isEqualTo(3);
        }

        @Test
        void a_banner_not_answered_is_not_kept() {
            tell("consentgate", "", NOW);

            assertThat(premises.count("SELECT COUNT(*) FROM visitor")).isZero();
            assertThat(premises.count("SELECT COUNT(*) FROM consent_event")).isZero();
        }

        @Test
        void the_visitors_id_stands_nowhere_and_no_address_in_what_proves_its_choices() {
            tell("consentgate", own(true, NOW), NOW);
            identify(ANNA, NOW);

            assertThat(premises.texts("SELECT statement FROM consent_event")).noneMatch(text -> text.contains(VISITOR));
            assertThat(premises.texts("SELECT content FROM evidence"))
                    .noneMatch(text -> text.contains(VISITOR) || text.contains(ANNA));
            assertThat(premises.texts("SELECT hex(visitor_key) FROM visitor")).allMatch(key -> key.length() == 64);
        }

        @Test
        void an_unknown_visitors_refusal_goes_after_six_months_with_its_proof() {
            tell("consentgate", own(false, NOW), NOW);

            assertThat(expire(NOW.plus(Duration.ofDays(180)))).isZero();
            assertThat(expire(NOW.plus(Duration.ofDays(185)))).isEqualTo(1);
            assertThat(premises.count("SELECT COUNT(*) FROM evidence")).isZero();
            assertThat(premises.count("SELECT COUNT(*) FROM visitor")).isZero();
            assertThat(premises.register.verify("shop").whole()).isTrue();
        }

        @Test
        void an_unknown_visitors_yes_goes_after_twelve() {
            tell("consentgate", own(true, NOW), NOW);

            assertThat(expire(NOW.plus(Duration.ofDays(364)))).isZero();
            assertThat(expire(NOW.plus(Duration.ofDays(367)))).isEqualTo(1);
        }

        @Test
        void what_a_known_person_refused_stays() {
            tell("consentgate", own(false, NOW), NOW);
            identify(ANNA, NOW);

            assertThat(expire(NOW.plus(Duration.ofDays(800)))).isZero();
        }

        private int expire(Instant now) {
            return premises.database.write(tx -> browser.expire(tx, now, 100));
        }
    }

    @Nested
    class Erasure {

        private void erase(String email) {
            premises.accept(premises.event(
                    "privacy-request",
                    "{'kind':'erasure','person':{'email':'" + email + "'},'requested_at':'" + NOW + "'}"));
        }

        @Test
        void takes_the_visitor_and_what_proves_its_choices() {
            tell("consentgate", own(true, NOW.minusSeconds(30)), NOW.minusSeconds(30));
            identify(ANNA, NOW.minusSeconds(20));

            erase(ANNA);

            assertThat(premises.count("SELECT COUNT(*) FROM visitor")).isZero();
            assertThat(premises.count("SELECT COUNT(*) FROM visitor_person")).isZero();
            assertThat(premises.texts("SELECT content FROM evidence")).isEmpty();
            assertThat(premises.register.verify("shop").whole()).isTrue();
        }

        @Test
        void leaves_to_others_on_the_browser_what_is_theirs_and_no_more() {
            identify(ANNA, NOW.minusSeconds(60));
            tell("consentgate", own(true, NOW.minusSeconds(50)), NOW.minusSeconds(50));
            identify(BRUNO, NOW.minusSeconds(40));
            tell("consentgate", own(false, NOW.minusSeconds(30)), NOW.minusSeconds(30));

            erase(ANNA);

            assertThat(statuses(facts(BRUNO).history().own())).containsExactly(ConsentStatus.REFUSED);
            assertThat(premises.texts("SELECT content FROM evidence")).noneMatch(text -> text.contains(ANNA));
        }

        @Test
        void a_yes_of_the_erased_is_inherited_by_nobody() {
            identify(ANNA, NOW.minusSeconds(60));
            tell("consentgate", own(true, NOW.minusSeconds(50)), NOW.minusSeconds(50));
            identify(BRUNO, NOW.minusSeconds(40));

            erase(ANNA);

            assertThat(statuses(facts(BRUNO).history().own())).isEmpty();
        }
    }

    @Test
    void an_undated_yes_that_is_read_again_stays_of_the_one_who_gave_it() {
        identify(ANNA, NOW.minusSeconds(90));
        tell("klaro", "{\"activecampaign\":true}", NOW.minusSeconds(80));
        for (String at : List.of("2026-03-01T11:58:45Z", "2026-03-01T11:59:00Z")) {
            premises.accept(premises.event(
                    "cookie-consent",
                    "{'person':{'email':'" + BRUNO + "'},'visitor_id':'" + VISITOR
                            + "','format':'klaro','raw':'{%22activecampaign%22:true}','recorded_at':'" + at + "'}"));
        }

        assertThat(statuses(facts(ANNA).history().own())).containsExactly(ConsentStatus.GIVEN);
        assertThat(statuses(facts(BRUNO).history().own())).isEmpty();
        assertThat(facts(ANNA).history().identifiedAt().values()).containsOnly(NOW.minusSeconds(90));
    }
}
