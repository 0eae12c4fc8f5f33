package io.consentgate.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.activecampaign.Lane;
import io.consentgate.operations.command.CommandLineHarness.Said;
import io.consentgate.standin.StandInActiveCampaign;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconcileCommandTest {

    @TempDir
    Path data;

    private StandInActiveCampaign standIn;
    private CommandLineHarness commands;

    @BeforeEach
    void account() {
        standIn = StandInActiveCampaign.start();
        commands = new CommandLineHarness(data)
                .with("ACTIVECAMPAIGN_URL", standIn.baseUrl())
                .with("ACTIVECAMPAIGN_API_TOKEN", standIn.apiToken());
    }

    @AfterEach
    void close() {
        standIn.close();
    }

    @Test
    void before_setup_there_is_nothing_to_compare() {
        assertThat(commands.run("reconcile"))
                .isEqualTo(new Said(2, "", "consentgate: the account is not set up: run 'consentgate setup' first\n"));
    }

    @Test
    void somebody_whom_no_site_knows_is_found_and_marked_only_after_a_yes() throws IOException {
        assertThat(commands.run("setup").status()).isZero();
        Said alike = commands.run("reconcile");
        standIn.account().people().adminCreatesContact("stranger@example.com");
        standIn.account().people().adminSubscribes("stranger@example.com", list("Newsletter"));

        Said found = commands.run("reconcile");
        Said large = commands.run("reconcile", "--repair", "--json");
        Said repaired = commands.run("reconcile", "--repair", "--yes");

        assertThat(alike).isEqualTo(new Said(0, "0 contacts compared on account main; nothing differs.\n", ""));
        assertThat(found).isEqualTo(new Said(1, """
                        people  what differs
                        1       active on a mapped list, and no site ever heard of them

                        1 contacts compared on account main; 1 people differ. 'consentgate reconcile --repair' sets it right.
                        """, ""));
        JsonNode report = new ObjectMapper().readTree(large.out());
        assertThat(large.status()).isEqualTo(1);
        assertThat(report.path("needs_yes").asBoolean()).isTrue();
        assertThat(report.path("found").path("active_unknown").asInt()).isEqualTo(1);
        assertThat(repaired.status()).isZero();
        assertThat(repaired.out()).contains("1 people marked. The running service does the rest");
        try (Tools tools = commands.installation().open()) {
            assertThat(tools.changed()
                            .backlog("main", Instant.now())
                            .get(Lane.CONTACT)
                            .people())
                    .isEqualTo(1);
        }
    }

    private String list(String name) {
        return standIn.account().lists().stream()
                .filter(list -> list.path("name").asText().equals(name))
                .map(list -> list.path("id").asText())
                .findFirst()
                .orElseThrow();
    }
}
