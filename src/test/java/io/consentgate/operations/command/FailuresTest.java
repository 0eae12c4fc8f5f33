package io.consentgate.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.operations.command.CommandLineHarness.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong is told in sentences, with the status that scripts rely on. */
class FailuresTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "run",
                "setup",
                "import",
                "explain",
                "register",
                "register show",
                "register verify",
                "register export",
                "dead-letters",
                "dead-letters list",
                "dead-letters show",
                "dead-letters replay",
                "dead-letters drop",
                "reconcile",
                "doctor"
            })
    void every_command_has_help_with_an_example(String command) {
        Said said = new CommandLineHarness(folder).run((command + " --help").split(" "));

        assertThat(said.status()).isZero();
        assertThat(said.out()).startsWith("Usage: consentgate " + command).contains("Example");
        assertThat(said.err()).isEmpty();
    }

    @Test
    void a_word_that_nobody_knows_is_a_usage_error() {
        Said said = new CommandLineHarness(folder).run("imprt");

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains("imprt", "import");
        assertThat(said.out()).isEmpty();
    }

    @Test
    void a_wrong_configuration_is_told_whole_and_as_json_too() throws IOException {
        Said said = new CommandLineHarness(folder)
                .with("CONSENTGATE_HTTP_PORT", "http")
                .with("ACTIVECAMPAIGN_URL", "https://account.example.com")
                .run("explain", Shop.GIULIA, "--json");

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err())
                .startsWith("2 problems in the configuration:\n")
                .contains("environment: CONSENTGATE_HTTP_PORT", "environment: ACTIVECAMPAIGN_API_TOKEN")
                .doesNotContain("\tat ");
        JsonNode error = new ObjectMapper().readTree(said.out()).path("error");
        assertThat(error.path("status").asInt()).isEqualTo(2);
        assertThat(error.path("problems").findValuesAsText("key"))
                .containsExactlyInAnyOrder("CONSENTGATE_HTTP_PORT", "ACTIVECAMPAIGN_API_TOKEN");
    }

    @Test
    void a_database_that_is_none_is_unavailable() throws IOException {
        CommandLineHarness commands = new CommandLineHarness(folder);
        Files.writeString(folder.resolve("events.ndjson"), Shop.contact("1", Shop.GIULIA));
        commands.run("import", folder.resolve("events.ndjson").toString());
        Files.writeString(folder.resolve("consentgate.db"), "this is no database at all, only some text in its place");
        Files.deleteIfExists(folder.resolve("consentgate.db-wal"));

        Said said = commands.run("explain", Shop.GIULIA);

        assertThat(said.status()).isEqualTo(3);
        assertThat(said.err())
                .startsWith("consentgate: the database is unavailable: ")
                .doesNotContain("\tat ");
    }

    @Test
    void a_port_that_is_taken_is_named_as_what_to_set() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Said said = new CommandLineHarness(folder)
                    .with("CONSENTGATE_HTTP_PORT", String.valueOf(taken.getLocalPort()))
                    .with("CONSENTGATE_OBSERVE_PORT", "0")
                    .run("run", "--until-ready");

            assertThat(said)
                    .isEqualTo(
                            new Said(
                                    2,
                                    "",
                                    "consentgate: nothing can listen on 127.0.0.1:" + taken.getLocalPort()
                                            + ": set CONSENTGATE_HTTP_PORT to a free port, or end the program that holds it\n"));
        }
    }
}
