package io.consentgate.consent.banner;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.consent.Statement;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.Purpose;
import io.consentgate.event.When;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BannerStatementsTest {

    private static final Instant SEEN = Instant.parse("2026-11-22T11:59:00Z");
    private static final Instant CHOSEN = Instant.parse("2026-09-14T08:30:00Z");
    private static final BannerSettings WITH_PROFILING =
            new BannerSettings(null, Set.of("segments"), null, null, null, Set.of());
    private static final String OWN =
            "{\"version\":1,\"receipt_id\":\"r-1\",\"recorded_at\":\"2026-09-14T08:30:00Z\",\"choices\":{%s}}";

    /** What is stated; what only a banner's choice has is looked at by itself. */
    private static List<Statement> of(String format, String raw, BannerSettings settings, boolean gpc) {
        return told(format, raw, settings, gpc).stream()
                .map(BannerStatementsTest::plain)
                .toList();
    }

    private static List<Statement> told(String format, String raw, BannerSettings settings, boolean gpc) {
        return BannerStatements.of(
                BannerReader.read(format, raw, settings, gpc, Vectors.NOW), format, SEEN, SEEN, "2026-03", null);
    }

    private static Statement plain(Statement statement) {
        return statement instanceof Statement.Choice told
                ? new Statement.Choice(
                        told.purpose(),
                        told.channel(),
                        told.status(),
                        told.basis(),
                        told.optInLevel(),
                        told.restriction(),
                        told.objection(),
                        told.recordedAt(),
                        told.eventTime(),
                        told.collectedFrom(),
                        told.noticeVersion(),
                        told.evidenced(),
                        told.preTicked(),
                        told.bundled(),
                        told.documented(),
                        told.assessed(),
                        told.sale(),
                        told.optOutOffered(),
                        told.doubleOptInRequestedAt(),
                        told.doubleOptInConfirmedAt(),
                        told.phoneKey(),
                        told.origin())
                : statement;
    }

    private static Statement.Banner banner(String format, String raw, boolean gpc) {
        return ((Statement.Choice)
                        told(format, raw, BannerSettings.DEFAULT, gpc).get(0))
                .banner();
    }

    @Test
    void theSameAnswersAreRecognisedHoweverTheyAreWritten() {
        assertThat(banner("klaro", "{\"activecampaign\":true,\"matomo\":false}", false))
                .isEqualTo(banner("klaro", "{\"matomo\":false,\"activecampaign\":true}", false))
                .isNotEqualTo(banner("klaro", "{\"activecampaign\":true,\"matomo\":true}", false));
    }

    @Test
    void aNoSaysWhyAndAYesUntilWhenTheToolKeepsIt() {
        assertThat(banner("klaro", "{\"activecampaign\":false}", false).code()).isEqualTo("service.refused");
        assertThat(banner("klaro", "{\"activecampaign\":true}", true).code()).isEqualTo("gpc.conflict");
        String expiring = OWN.formatted("\"site_tracking\":true")
                .replace("\"choices\"", "\"expires_at\":\"2027-01-01T00:00:00Z\",\"choices\"");
        assertThat(banner("consentgate", expiring, false))
                .returns(Instant.parse("2027-01-01T00:00:00Z"), Statement.Banner::expiresAt)
                .returns(true, Statement.Banner::dated)
                .returns(null, Statement.Banner::code);
    }

    @Test
    void theNoticeIsTheEventsElseTheValuesElseTheOneThatTheSiteDeclares() {
        String named = OWN.formatted("\"site_tracking\":true")
                .replace("\"choices\"", "\"notice_version\":\"value\",\"choices\"");
        String unnamed = OWN.formatted("\"site_tracking\":true");
        assertThat(List.of(notice(named, "event"), notice(named, null), notice(unnamed, null)))
                .containsExactly("event", "value", "site");
    }

    private static String notice(String raw, String event) {
        BannerState state = BannerReader.read("consentgate", raw, BannerSettings.DEFAULT, false, Vectors.NOW);
        Statement told = BannerStatements.of(state, "consentgate", SEEN, null, event, "site")
                .get(0);
        return ((Statement.Choice) told).noticeVersion();
    }

    private static Statement.Choice choice(Purpose purpose, ConsentStatus status, When at) {
        return new Statement.Choice(
                purpose,
                Channel.WEB,
                status,
                LegalBasis.CONSENT,
                null,
                null,
                null,
                at,
                SEEN,
                "banner",
                "2026-03",
                status == ConsentStatus.GIVEN,
                null,
                false,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                "site");
    }

    @Test
    void aYesIsStatedAtTheToolsOwnDateAndEvidenced() {
        assertThat(of(
                        "consentgate",
                        OWN.formatted("\"site_tracking\":true,\"profiling_online\":true"),
                        BannerSettings.DEFAULT,
                        false))
                .containsExactly(
                        choice(Purpose.SITE_TRACKING, ConsentStatus.GIVEN, When.at(CHOSEN)),
                        choice(Purpose.PROFILING_ONLINE, ConsentStatus.GIVEN, When.at(CHOSEN)));
    }

    @Test
    void aToolWithoutDatesIsDatedByThePageThatReadIt() {
        assertThat(of("klaro", "{\"activecampaign\":true,\"segments\":false}", WITH_PROFILING, false))
                .containsExactly(
                        choice(Purpose.SITE_TRACKING, ConsentStatus.GIVEN, When.at(SEEN)),
                        choice(Purpose.PROFILING_ONLINE, ConsentStatus.REFUSED, When.at(SEEN)));
    }

    @Test
    void aNoOfWhichOnlyTheDayIsKnownCountsAsThatDay() {
        String none = Vectors.named("tcf-none").raw();
        assertThat(of("iab_tcf", none, BannerSettings.DEFAULT, false))
                .containsExactly(
                        choice(Purpose.SITE_TRACKING, ConsentStatus.REFUSED, When.on(LocalDate.of(2026, 9, 14))));
    }

    @Test
    void globalPrivacyControlIsANoOfTheMomentItWasSeen() {
        assertThat(of("klaro", "{\"activecampaign\":true}", BannerSettings.DEFAULT, true))
                .containsExactly(choice(Purpose.SITE_TRACKING, ConsentStatus.REFUSED, When.at(SEEN)));
    }

    @Test
    void aBannerNotAnsweredTakesNothingBack() {
        assertThat(of("klaro", "", WITH_PROFILING, false))
                .containsExactly(
                        choice(Purpose.SITE_TRACKING, ConsentStatus.UNKNOWN, When.at(SEEN)),
                        choice(Purpose.PROFILING_ONLINE, ConsentStatus.UNKNOWN, When.at(SEEN)));
    }

    @Test
    void aYesThatDoesNotCountClosesWhatAnEarlierOneOpened() {
        assertThat(of("osano", "cookieconsent_status=dismiss", BannerSettings.DEFAULT, false))
                .containsExactly(new Statement.UnreadableBanner("osano", SEEN, "consent.implied"));
        assertThat(of("osano", "cookieconsent_status=allow", BannerSettings.DEFAULT, false))
                .containsExactly(new Statement.UnreadableBanner("osano", SEEN, "consent.notGranular"));
        assertThat(of("osano", "cookieconsent_stat", BannerSettings.DEFAULT, false))
                .containsExactly(new Statement.UnreadableBanner("osano", SEEN, "record.unparsable"));
    }

    @Test
    void whatTheToolWouldHaveForgottenIsNoYesAnyMore() {
        String expired = OWN.formatted("\"site_tracking\":true")
                .replace("\"choices\"", "\"expires_at\":\"2026-11-22T11:59:00Z\",\"choices\"");
        assertThat(of("consentgate", expired, BannerSettings.DEFAULT, false))
                .containsExactly(new Statement.UnreadableBanner("consentgate", SEEN, "consent.stale"));
    }

    @Test
    void oneRefusedPurposeDoesNotUndoTheOther() {
        assertThat(of("consentgate", OWN.formatted("\"site_tracking\":true"), BannerSettings.DEFAULT, false))
                .containsExactly(
                        choice(Purpose.SITE_TRACKING, ConsentStatus.GIVEN, When.at(CHOSEN)),
                        choice(Purpose.PROFILING_ONLINE, ConsentStatus.REFUSED, When.at(SEEN)));
    }

    @Test
    void aRefusalWithAnImpossibleDateIsOfTheMomentItWasSeen() {
        String future = OWN.formatted("\"site_tracking\":false,\"profiling_online\":false")
                .replace("2026-09-14", "2036-09-14");
        assertThat(of("consentgate", future, BannerSettings.DEFAULT, false))
                .contains(choice(Purpose.SITE_TRACKING, ConsentStatus.REFUSED, When.at(SEEN)));
    }
}
