package io.consentgate.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.configuration.Configuration;
import io.consentgate.consent.History;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.Purpose;
import io.consentgate.event.When;
import io.consentgate.gate.Decision;
import io.consentgate.gate.Facts;
import io.consentgate.gate.Gate;
import io.consentgate.site.Site;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SinceTest {

    private static final Configuration CONFIGURATION = Configuration.load(Map.of(), Path.of(""));
    private static final Site SITE = CONFIGURATION.sites().all().get(0);
    private static final Gate GATE = new Gate(CONFIGURATION.laws(), CONFIGURATION.transfer());
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant TRACKING = NOW.minusSeconds(3600);
    private static final Instant PROFILING = NOW.minusSeconds(1800);

    private static RegisterEntry given(long seq, Purpose purpose, Instant at) {
        Statement statement = new Statement.Choice(
                purpose,
                Channel.WEB,
                ConsentStatus.GIVEN,
                LegalBasis.CONSENT,
                null,
                null,
                null,
                When.at(at),
                null,
                "banner",
                "2026-03",
                true,
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
        return new RegisterEntry(SITE.name(), seq, -1, at, statement);
    }

    private static Instant since(List<RegisterEntry> said, Map<String, Instant> identifiedAt) {
        History history = new History(said, List.of(), null, identifiedAt);
        Facts facts = new Facts(
                SITE.name(), "a@example.com", Map.of(), null, history, List.of(), List.of(), null, NOW, false);
        Decision decision = GATE.decide(SITE, facts, NOW);
        return Since.of(decision, history);
    }

    private static List<RegisterEntry> both() {
        return List.of(given(1, Purpose.SITE_TRACKING, TRACKING), given(2, Purpose.PROFILING_ONLINE, PROFILING));
    }

    @Test
    void it_is_since_both_were_agreed_to() {
        assertThat(since(both(), Map.of())).isEqualTo(PROFILING);
    }

    @Test
    void a_visitors_yes_counts_since_the_site_knows_who_it_is() {
        Instant logIn = NOW.minusSeconds(60);

        assertThat(since(both(), Map.of(SITE.name() + "/1", logIn, SITE.name() + "/2", logIn)))
                .isEqualTo(logIn);
        assertThat(since(both(), Map.of(SITE.name() + "/1", TRACKING.minusSeconds(5))))
                .isEqualTo(PROFILING);
    }

    @Test
    void one_of_them_is_not_enough() {
        assertThat(since(both().subList(0, 1), Map.of())).isEqualTo(Instant.MAX);
    }
}
