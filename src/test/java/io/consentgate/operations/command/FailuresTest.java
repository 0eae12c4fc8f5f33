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
import java.nio.file.attribute.PosixFilePermissions;
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
                "register expiring",
                "register decisions",
                "oppositions",
                "oppositions import",
                "oppositions list",
                "evidence",
                "evidence add",
                "evidence told",
                "evidence get",
                "site-script",
                "triggers",
                "triggers list",
                "triggers preview",
                "triggers pause",
                "triggers resume",
                "disclosure",
                "disclosure diff",
                "disclosure write",
                "disclosure check",
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

    @ParameterizedTest
    @ValueSource(strings = {"explain a@example.com", "run --until-ready", "register verify"})
    void a_file_where_the_data_folder_should_be_is_said(String command) throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");

        Said said = new CommandLineHarness(file).run(command.split(" "));

        assertThat(said).isEqualTo(new Said(2, "", "consentgate: " + file + " is a file where a folder is expected\n"));
    }

    @Test
    void the_database_is_its_owners_only_and_doctor_says_where_it_is_not() throws IOException {
        CommandLineHarness commands = new CommandLineHarness(folder.resolve("data"));
        Path events = Files.writeString(folder.resolve("events.ndjson"), Shop.contact("1", Shop.GIULIA));
        commands.run("import", events.toString());
        Path file = folder.resolve("data/consentgate.db");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(commands.run("doctor").out())
                .contains(file + " can be read by everybody on this machine; chmod 600 it, and " + file
                        + "-wal and -shm beside it");
    }

    @Test
    void a_key_that_can_be_guessed_is_said_and_not_shown() {
        Said said = new CommandLineHarness(folder.resolve("data"))
                .with("CONSENTGATE_KEY_SITE", "pass1234")
                .run("doctor");

        assertThat(said.out())
                .contains("key of role site      FIX   shorter than 16 characters: it can be guessed; set"
                        + " CONSENTGATE_KEY_SITE to what 'openssl rand -hex 24' prints")
                .doesNotContain("pass1234");
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
