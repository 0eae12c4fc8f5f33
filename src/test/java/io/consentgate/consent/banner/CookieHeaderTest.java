package io.consentgate.consent.banner;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.consent.banner.BannerState.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CookieHeaderTest {

    private static final String YES = "{%22activecampaign%22:true}";
    private static final String NO = "{%22activecampaign%22:false}";
    private static final List<BannerFormat> TOOLS =
            List.of(BannerFormat.KLARO, BannerFormat.IUBENDA, BannerFormat.COMPLIANZ, BannerFormat.OSANO);

    private static BannerState read(String header) {
        return BannerReader.read(CookieHeader.parse(header), TOOLS, BannerSettings.DEFAULT, false, Vectors.NOW);
    }

    @Nested
    class Picking {

        @Test
        void keepsValuesRawAndEveryCopy() {
            assertThat(CookieHeader.parse("a=1; b={stamp:%27A+/==%27%2Cx:1};c=%; a=2; d; =e;  f = g ")
                            .cookies())
                    .isEqualTo(Map.of(
                            "a", List.of("1", "2"),
                            "b", List.of("{stamp:%27A+/==%27%2Cx:1}"),
                            "c", List.of("%"),
                            "", List.of("e"),
                            "f", List.of("g")));
        }

        @Test
        void takesIubendasRecordAndNotItsSiblings() {
            CookieHeader header = CookieHeader.parse(
                    "_iub_cs-7-granular=a; _iub_cs-7=b; _iub_cs-s7=c; _iub_cs-7-uspr=d; _iub_cs-8=e");
            assertThat(header.of(BannerFormat.IUBENDA)).containsExactly("b", "e");
        }

        @Test
        void joinsTheCookiesOfAToolThatKeepsSeveral() {
            CookieHeader header = CookieHeader.parse(
                    "cmplz_marketing=allow; x=y; cmplz_policy_id=3; cookieconsent_status=deny; OptanonAlertBoxClosed=t;"
                            + " OptanonConsent=groups=1");
            assertThat(header.of(BannerFormat.COMPLIANZ)).containsExactly("cmplz_marketing=allow; cmplz_policy_id=3");
            assertThat(header.of(BannerFormat.OSANO)).containsExactly("cookieconsent_status=deny");
            assertThat(header.of(BannerFormat.ONETRUST))
                    .containsExactly("OptanonConsent=groups=1; OptanonAlertBoxClosed=t");
        }
    }

    @Nested
    class SeveralValues {

        @Test
        void oneToolDecides() {
            assertThat(read("x=1; klaro=" + YES).activeCampaignTracking()).isTrue();
        }

        @Test
        void theSameValueTwiceIsNoContradiction() {
            assertThat(read("klaro=" + YES + "; klaro=" + YES).activeCampaignTracking())
                    .isTrue();
        }

        @Test
        void aYesAndANoIsAContradiction() {
            assertThat(read("klaro=" + YES + "; klaro=" + NO))
                    .isEqualTo(new BannerState.Unreadable(BannerReason.CONFLICT));
            assertThat(read("klaro=" + YES + "; cmplz_marketing=deny; cmplz_banner-status=dismissed"))
                    .isEqualTo(new BannerState.Unreadable(BannerReason.CONFLICT));
        }

        @Test
        void aYesAndSomethingUnreadableIsNoYes() {
            assertThat(read("klaro=" + YES + "; _iub_cs-1={").activeCampaignTracking())
                    .isFalse();
        }

        @Test
        void theyMustAgreeAboutProfilingToo() {
            BannerSettings settings = new BannerSettings(null, Set.of("segments"), null, null, null, Set.of());
            String header = "klaro={\"activecampaign\":true,\"segments\":true}; klaro={\"activecampaign\":true}";
            assertThat(BannerReader.read(CookieHeader.parse(header), TOOLS, settings, false, Vectors.NOW))
                    .isEqualTo(new BannerState.Unreadable(BannerReason.CONFLICT));
        }

        @Test
        void ofTwoThatOpenNothingTheRefusalIsKept() {
            BannerState state = read("cookieconsent_status_ANALYTICS=ALLOW; klaro=" + NO);
            assertThat(((BannerState.Read) state).siteTracking().verdict()).isEqualTo(Verdict.REFUSED);
        }

        @Test
        void noneMeansNotAsked() {
            assertThat(read("session=1").reason()).isEqualTo(BannerReason.NOT_ASKED);
        }
    }
}
