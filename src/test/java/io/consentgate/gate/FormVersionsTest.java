package io.consentgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.Purpose;
import io.consentgate.event.When;
import io.consentgate.site.Site;
import io.consentgate.site.TestSites;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A form changes, and each consent is judged by what it said on the day (READINGS 3). */
class FormVersionsTest {

    private static final Site CHANGED = TestSites.like(People.SITE)
            .forms(List.of(
                    version("checkout", "2025-05", false, "2025-05-01T00:00:00+02:00", "2026-03-01T00:00:00+01:00"),
                    version("checkout", "2026-03", true, "2026-03-01T00:00:00+01:00", "2026-09-01T00:00:00+02:00"),
                    version("checkout", "2026-10", true, "2026-10-01T00:00:00+02:00", null),
                    version("newsletter", "2024-01", true, null, null),
                    version("*", "2026-09-all", true, "2026-09-10T00:00:00+02:00", "2026-10-05T00:00:00+02:00")))
            .build();

    private static Site.Form version(String form, String notice, boolean empty, String from, String until) {
        return new Site.Form(form, notice, "wording", empty, instant(from), instant(until));
    }

    private static Instant instant(String written) {
        return written == null ? null : OffsetDateTime.parse(written).toInstant();
    }

    private static CellDecision decided(String form, When recordedAt, String ownNotice) {
        var choice = new People.ChoiceOf(Purpose.DIRECT_MARKETING, Channel.EMAIL, ConsentStatus.GIVEN, null);
        choice.recordedAt = recordedAt;
        choice.collectedFrom = form;
        choice.notice = ownNotice;
        Instant received = recordedAt == null ? People.NOW : People.NOW.minusSeconds(60);
        var person = new People.Person().says(choice.done(), received);
        return People.GATE
                .decide(CHANGED, person.facts(), People.NOW)
                .cell(Purpose.DIRECT_MARKETING, Channel.EMAIL)
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} at {1}: {2} {3}")
    @CsvSource({
        "checkout,   2026-02-28T22:59:59.999Z, 2025-05,     consent.preTicked",
        "checkout,   2026-02-28T23:00:00Z,     2026-03,     ",
        "checkout,   2026-08-31T21:59:59.999Z, 2026-03,     ",
        "checkout,   2026-08-31T22:00:00Z,     ,            evidence.noticeVersionMissing",
        "checkout,   2026-09-09T21:59:59.999Z, ,            evidence.noticeVersionMissing",
        "checkout,   2026-09-09T22:00:00Z,     2026-09-all, ",
        "checkout,   2026-09-30T22:00:00Z,     2026-10,     ",
        "checkout,   2025-04-30T21:59:59.999Z, ,            evidence.noticeVersionMissing",
        "checkout,   2025-04-30T22:00:00Z,     2025-05,     consent.preTicked",
        "newsletter, 2025-01-01T00:00:00Z,     2024-01,     ",
        "newsletter, 2026-09-15T00:00:00Z,     2024-01,     ",
        "footer,     2026-09-15T00:00:00Z,     2026-09-all, ",
        "footer,     2026-10-04T22:00:00Z,     ,            evidence.noticeVersionMissing",
        "checkout,   2026-10-04T22:00:00Z,     2026-10,     ",
    })
    void the_version_of_the_day_decides(String form, Instant recordedAt, String notice, String fault) {
        CellDecision decided = decided(form, When.at(recordedAt), null);

        assertThat(decided.allowed()).isEqualTo(fault == null);
        assertThat(decided.noticeVersion()).isEqualTo(notice);
        if (fault != null) {
            assertThat(decided.reason()).isEqualTo(fault);
        }
    }

    @Test
    void a_bare_date_is_the_version_of_that_day_in_the_sites_zone() {
        assertThat(decided("checkout", When.on(LocalDate.parse("2026-02-28")), null)
                        .reason())
                .isEqualTo("consent.preTicked");
        assertThat(decided("checkout", When.on(LocalDate.parse("2026-03-01")), null))
                .returns(true, CellDecision::allowed)
                .returns("2026-03", CellDecision::noticeVersion);
    }

    @Test
    void a_notice_that_the_event_names_goes_before_the_forms() {
        assertThat(decided("checkout", When.at(Instant.parse("2026-05-01T00:00:00Z")), "2026-04-b")
                        .noticeVersion())
                .isEqualTo("2026-04-b");
    }

    @Test
    void without_a_date_no_version_is_guessed_and_nothing_opens() {
        assertThat(decided("checkout", null, null))
                .returns(false, CellDecision::allowed)
                .returns("evidence.dateMissing", CellDecision::reason)
                .returns(null, CellDecision::noticeVersion);
    }
}
