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

    private static List<Statement> of(String format, String raw, BannerSettings settings, boolean gpc) {
        return BannerStatements.of(
                BannerReader.read(format, raw, settings, gpc, Vectors.NOW), format, SEEN, SEEN, "2026-03");
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
        Statement closed = new Statement.UnreadableBanner("osano", SEEN);
        assertThat(of("osano", "cookieconsent_status=dismiss", BannerSettings.DEFAULT, false))
                .containsExactly(closed);
        assertThat(of("osano", "cookieconsent_status=allow", BannerSettings.DEFAULT, false))
                .containsExactly(closed);
        assertThat(of("osano", "cookieconsent_stat", BannerSettings.DEFAULT, false))
                .containsExactly(closed);
    }

    @Test
    void whatTheToolWouldHaveForgottenIsNoYesAnyMore() {
        String expired = OWN.formatted("\"site_tracking\":true")
                .replace("\"choices\"", "\"expires_at\":\"2026-11-22T11:59:00Z\",\"choices\"");
        assertThat(of("consentgate", expired, BannerSettings.DEFAULT, false))
                .containsExactly(new Statement.UnreadableBanner("consentgate", SEEN));
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
