package io.consentgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.consent.History;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.consent.banner.BannerReader;
import io.consentgate.consent.banner.BannerSettings;
import io.consentgate.consent.banner.BannerStatements;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.site.Site;
import io.consentgate.site.TestSites;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long a yes of a banner counts, and what is told when it does not. */
class BannerValidityTest {

    private static final Instant CHOSEN = Instant.parse("2026-03-31T09:00:00Z");

    private static List<Statement> told(String format, String raw, boolean gpc, Instant read, String notice) {
        return BannerStatements.of(
                BannerReader.read(format, raw, BannerSettings.DEFAULT, gpc, read), format, read, null, notice, null);
    }

    private static String own(String more) {
        return "{\"version\":1,\"receipt_id\":\"r\",\"recorded_at\":\"" + CHOSEN + "\"," + more
                + "\"choices\":{\"site_tracking\":true}}";
    }

    private static CellDecision tracking(Site site, List<Statement> statements, Instant now) {
        List<RegisterEntry> entries = new ArrayList<>();
        for (Statement statement : statements) {
            entries.add(new RegisterEntry(site.name(), entries.size() + 1, -1, CHOSEN.plusSeconds(60), statement));
        }
        Facts facts = new Facts(
                site.name(),
                "viola.blu@example.com",
                Map.of(),
                null,
                new History(entries, List.of(), null),
                List.of(),
                List.of(),
                null,
                CHOSEN,
                false);
        return People.GATE
                .decide(site, facts, now)
                .cell(Purpose.SITE_TRACKING, Channel.NONE)
                .orElseThrow();
    }

    private static CellDecision tracking(Site site, String raw, Instant now) {
        return tracking(site, told("consentgate", raw, false, CHOSEN, "2026-01"), now);
    }

    private static Site askingAgainAfter(Integer months) {
        return TestSites.like(People.SITE)
                .banner(new Site.Banner(Set.of(), null, months, Map.of()))
                .build();
    }

    @Test
    void a_yes_counts_twelve_months_and_not_a_moment_longer() {
        Instant end = Instant.parse("2027-03-31T09:00:00Z");

        assertThat(tracking(People.SITE, own(""), CHOSEN.plusSeconds(99)).validUntil())
                .isEqualTo(end);
        assertThat(tracking(People.SITE, own(""), end.minusMillis(1)).allowed()).isTrue();
        assertThat(tracking(People.SITE, own(""), end))
                .returns(false, CellDecision::allowed)
                .returns("consent.stale", CellDecision::reason);
    }

    @Test
    void a_site_that_asks_again_earlier_believes_it_no_longer_than_that() {
        assertThat(tracking(askingAgainAfter(6), own(""), CHOSEN.plusSeconds(99))
                        .validUntil())
                .isEqualTo(Instant.parse("2026-09-30T09:00:00Z"));
        assertThat(tracking(askingAgainAfter(24), own(""), CHOSEN.plusSeconds(99))
                        .validUntil())
                .isEqualTo(Instant.parse("2027-03-31T09:00:00Z"));
    }

    @Test
    void it_ends_when_the_tool_forgets_it() {
        String expiring = own("\"expires_at\":\"2026-05-01T00:00:00Z\",");

        assertThat(tracking(askingAgainAfter(6), expiring, CHOSEN.plusSeconds(99))
                        .validUntil())
                .isEqualTo(Instant.parse("2026-05-01T00:00:00Z"));
        assertThat(tracking(People.SITE, expiring, Instant.parse("2026-05-01T00:00:00Z"))
                        .reason())
                .isEqualTo("consent.stale");
    }

    @Test
    void a_yes_needs_a_notice_and_a_form_called_banner_may_name_it() {
        List<Statement> unnamed = told("consentgate", own(""), false, CHOSEN, null);
        Site declared = TestSites.like(People.SITE)
                .forms(List.of(new Site.Form(BannerStatements.COLLECTED_FROM, "2026-01", "We use cookies", true)))
                .build();

        assertThat(tracking(People.SITE, unnamed, CHOSEN.plusSeconds(99)).reason())
                .isEqualTo("evidence.noticeVersionMissing");
        assertThat(tracking(declared, unnamed, CHOSEN.plusSeconds(99)))
                .returns(true, CellDecision::allowed)
                .returns("2026-01", CellDecision::noticeVersion);
    }

    @Test
    void what_closes_says_so_with_its_own_code() {
        Instant now = CHOSEN.plusSeconds(99);
        String cut = own("").substring(0, 60);

        assertThat(tracking(People.SITE, told("osano", "cookieconsent_status=dismiss", false, CHOSEN, "2026-01"), now))
                .returns("consent.implied", CellDecision::reason);
        assertThat(tracking(People.SITE, told("consentgate", cut, false, CHOSEN, "2026-01"), now))
                .returns("record.unparsable", CellDecision::reason);
        assertThat(tracking(People.SITE, told("consentgate", own(""), true, CHOSEN, "2026-01"), now))
                .returns("gpc.conflict", CellDecision::reason)
                .returns("R7", CellDecision::ruleId)
                .returns("refused", CellDecision::state);
        assertThat(tracking(People.SITE, told("cookiebot", "0", false, CHOSEN, "2026-01"), now))
                .returns("consent.refused", CellDecision::reason);
    }
}
