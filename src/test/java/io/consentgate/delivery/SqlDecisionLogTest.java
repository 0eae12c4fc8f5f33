package io.consentgate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.configuration.Configuration;
import io.consentgate.consent.History;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;
import io.consentgate.delivery.LoggedDecisions.Logged;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.Purpose;
import io.consentgate.event.When;
import io.consentgate.gate.Decision;
import io.consentgate.gate.Facts;
import io.consentgate.gate.Gate;
import io.consentgate.site.Site;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlDecisionLogTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private static Statement interest(Instant at) {
        return new Statement.Choice(
                Purpose.DIRECT_MARKETING,
                Channel.POST,
                ConsentStatus.GIVEN,
                LegalBasis.LEGITIMATE_INTEREST,
                OptInLevel.UNKNOWN,
                null,
                null,
                When.at(at),
                at,
                "admin",
                "2026-03",
                true,
                null,
                false,
                true,
                true,
                null,
                null,
                null,
                null,
                null,
                "site");
    }

    @Test
    void an_action_on_a_legitimate_interest_can_be_shown_with_its_ground_and_names_nobody() {
        Configuration configuration = Configuration.load(Map.of(), Path.of(""));
        Site site = configuration.sites().all().get(0);
        Gate gate = new Gate(configuration.laws(), configuration.transfer());
        RegisterEntry row = new RegisterEntry(site.name(), 1, 7, NOW.minusSeconds(60), interest(NOW.minusSeconds(60)));
        Facts facts = new Facts(
                site.name(),
                "anna@example.com",
                Map.of(),
                null,
                new History(List.of(row), List.of(), null),
                List.of(),
                List.of(),
                null,
                NOW,
                true);
        Decision decision = gate.decide(site, facts, NOW);
        SqlDecisionLog log = new SqlDecisionLog();
        List<Logged> logged = new ArrayList<>();

        try (SqlDatabase database = EmbeddedDatabases.sqlite(folder)) {
            database.write(tx -> {
                log.record(tx, 7, decision);
                return null;
            });
            database.read(tx -> {
                log.export(tx, site.name(), logged::add);
                return null;
            });
        }

        assertThat(logged).singleElement().satisfies(one -> {
            assertThat(one.person()).isEqualTo(7);
            assertThat(one.decidedAt()).isEqualTo(NOW);
            assertThat(one.content())
                    .contains("\"basis\":\"legitimate_interest\"", "\"rule\":\"IT-POST-INTEREST\"")
                    .contains("\"source\":\"Code 130(3); GDPR 6(1)(f), rec. 47\"", "\"records\":[\"shop/1\"]")
                    .doesNotContain("anna");
        });
    }
}
