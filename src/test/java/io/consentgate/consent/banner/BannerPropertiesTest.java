package io.consentgate.consent.banner;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.consent.Statement;
import io.consentgate.consent.banner.BannerState.Read;
import io.consentgate.consent.banner.BannerState.Verdict;
import io.consentgate.consent.banner.Vectors.Vector;
import io.consentgate.event.ConsentStatus;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class BannerPropertiesTest {

    private static final List<Vector> VECTORS = Vectors.all();

    @Provide
    Arbitrary<Vector> vectors() {
        return Arbitraries.of(VECTORS);
    }

    @Provide
    Arbitrary<Map<String, Boolean>> answers() {
        Arbitrary<String> names =
                Arbitraries.of("necessary", "statistics", "preferences", "activecampaign", "marketing");
        return Arbitraries.maps(names, Arbitraries.of(true, false)).ofMaxSize(5);
    }

    @Property(tries = 2000)
    void whateverIsPostedIsAnsweredAndNeverOpensByAccident(@ForAll BannerFormat format, @ForAll String raw) {
        BannerState state = BannerReader.read(format, raw, BannerSettings.DEFAULT, false, Vectors.NOW);
        assertThat(state.activeCampaignTracking()).isFalse();
        assertThat(BannerStatements.of(state, format.wire(), Vectors.NOW, null, null, null))
                .isNotEmpty();
    }

    /** A name more that must be granted never opens more. */
    @Property(tries = 1000)
    void askingForOneCategoryMoreNeverOpens(@ForAll("vectors") Vector vector, @ForAll String category) {
        BannerSettings settings = vector.settings();
        Set<String> names = new HashSet<>(
                BannerFormat.of(vector.format()).map(settings::siteTracking).orElse(Set.of()));
        names.add(category);
        BannerSettings stricter = new BannerSettings(
                names,
                settings.profilingOnline(),
                settings.services(),
                settings.expected(),
                settings.tcfVendor(),
                settings.tcfPublisherPurposes());
        BannerState before = vector.read();
        BannerState after = BannerReader.read(vector.format(), vector.raw(), stricter, vector.gpc(), Vectors.NOW);
        assertThat(!after.activeCampaignTracking() || before.activeCampaignTracking())
                .isTrue();
    }

    @Property(tries = 1000)
    void globalPrivacyControlNeverOpens(@ForAll("vectors") Vector vector) {
        BannerState state = BannerReader.read(vector.format(), vector.raw(), vector.settings(), true, Vectors.NOW);
        List<Statement> statements = BannerStatements.of(state, vector.format(), Vectors.NOW, null, null, null);
        assertThat(statements).noneMatch(BannerPropertiesTest::isYes);
    }

    /** Every cut of a value reads as no yes, or as the yes that stands in it whole. */
    @Property(tries = 2000)
    void aCutValueOpensNothingThatIsNotInIt(@ForAll("vectors") Vector vector, @ForAll int cut) {
        int end = Math.floorMod(cut, vector.raw().length() + 1);
        String part = vector.raw().substring(0, end);
        assertThat(!vector.read(part).activeCampaignTracking()
                        || StrictParse.grants(vector.format(), part, vector.settings(), Vectors.NOW))
                .isTrue();
    }

    @Property(tries = 500)
    void klaroOpensExactlyWhenItsServiceIsTrue(@ForAll("answers") Map<String, Boolean> answers) {
        String json = answers.entrySet().stream()
                .map(answer -> "\"" + answer.getKey() + "\":" + answer.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        BannerState state = BannerReader.read("klaro", json, BannerSettings.DEFAULT, false, Vectors.NOW);
        assertThat(state.activeCampaignTracking()).isEqualTo(Boolean.TRUE.equals(answers.get("activecampaign")));
        assertThat(((Read) state).categories()).isEqualTo(answers);
    }

    /** Who refused stays refused, however the tool's other fields look. */
    @Property(tries = 1000)
    void aRefusalNeedsNoProof(@ForAll @Size(max = 30) String stamp, @ForAll long utc) {
        String clean = stamp.replaceAll("[^A-Za-z0-9 _.-]", "");
        String raw = "{stamp:'" + clean + "',necessary:true,marketing:false,method:'explicit',utc:" + utc + "}";
        Read read = (Read) BannerReader.read("cookiebot", raw, BannerSettings.DEFAULT, false, Vectors.NOW);
        assertThat(read.siteTracking().verdict()).isEqualTo(Verdict.REFUSED);
    }

    /** Later receipt never opens what was closed, except what was dated ahead of it. */
    @Property(tries = 1000)
    void theSameValueSaysTheSameLater(@ForAll("vectors") Vector vector) {
        Instant later = Vectors.NOW.plusSeconds(60);
        BannerState state = BannerReader.read(vector.format(), vector.raw(), vector.settings(), vector.gpc(), later);
        assertThat(state).isEqualTo(vector.read());
    }

    private static boolean isYes(Statement statement) {
        return statement instanceof Statement.Choice choice && choice.status() == ConsentStatus.GIVEN;
    }
}
