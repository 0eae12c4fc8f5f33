package io.consentgate.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.operations.command.CommandLineHarness.Said;
import io.consentgate.standin.RecordedRequest;
import io.consentgate.standin.StandInActiveCampaign;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands where there are two accounts; the site of north has a trigger, an allowed page and carts of its own. */
class AccountsCommandTest {

    @TempDir
    Path folder;

    private final StandInActiveCampaign main = StandInActiveCampaign.start();
    private final StandInActiveCampaign north = StandInActiveCampaign.start();
    private CommandLineHarness commands;

    @BeforeEach
    void two_accounts() throws Exception {
        Path shipped = Path.of("config");
        Path config = folder.resolve("config");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = config.resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.writeString(
                config.resolve("sites/north.yaml"),
                Files.readString(config.resolve("sites/shop.yaml"))
                        .replace("account: main", "account: north")
                        .replace("shops: ['*']", "shops: [north]")
                        .replace("triggers: []", """
                                triggers:
                                  - {name: thanks, on: order_placed, action: {event: bought-in-the-north}}
                                """));
        commands = new CommandLineHarness(folder.resolve("data"))
                .with("CONSENTGATE_CONFIG_DIR", config.toString())
                .with("CONSENTGATE_PUBLIC_URL", "https://consent.example.com")
                .with("ACTIVECAMPAIGN_URL", main.baseUrl())
                .with("ACTIVECAMPAIGN_API_TOKEN", main.apiToken())
                .with("ACTIVECAMPAIGN_NORTH_URL", north.baseUrl())
                .with("ACTIVECAMPAIGN_NORTH_API_TOKEN", north.apiToken());
    }

    @AfterEach
    void close() {
        main.close();
        north.close();
    }

    @Test
    void setup_makes_in_each_account_what_its_own_sites_need() throws Exception {
        Said said = commands.run("setup", "--json");

        assertThat(said.status()).as(said.out() + said.err()).isZero();
        assertThat(posted(main, "connections")).hasSize(1).allMatch(body -> body.contains("\"externalid\":\"shop\""));
        assertThat(posted(north, "connections")).hasSize(1).allMatch(body -> body.contains("\"externalid\":\"north\""));
        assertThat(posted(main, "eventTrackingEvents")).isEmpty();
        assertThat(posted(north, "eventTrackingEvents"))
                .containsExactly("{\"eventTrackingEvent\":{\"name\":\"bought-in-the-north\"}}");
        assertThat(posted(north, "webhooks")).hasSize(1).doesNotContainAnyElementsOf(posted(main, "webhooks"));
        JsonNode lines = new ObjectMapper().readTree(said.out()).path("lines");
        assertThat(lines.findValuesAsText("account")).contains("main", "north");
    }

    @Test
    void one_account_alone_is_asked_when_it_is_named() {
        Said said = commands.run("setup", "--account", "north");

        assertThat(said.status()).as(said.out()).isZero();
        assertThat(main.history()).isEmpty();
        assertThat(north.account().lists()).isNotEmpty();
    }

    @Test
    void an_account_that_is_not_there_keeps_no_other_from_being_set_up() {
        main.close();

        Said said = commands.run("setup");

        assertThat(said.status()).isEqualTo(3);
        assertThat(said.out().lines()).contains("Account main", "Account north");
        assertThat(north.account().lists()).isNotEmpty();
    }

    @Test
    void an_unknown_name_is_told_with_those_there_are() {
        for (List<String> words :
                List.of(List.of("setup"), List.of("reconcile"), List.of("doctor"), List.of("disclosure", "diff"))) {
            String[] all = Stream.concat(words.stream(), Stream.of("--account", "nort"))
                    .toArray(String[]::new);
            assertThat(commands.run(all))
                    .isEqualTo(new Said(2, "", "consentgate: no account is called \"nort\"; there is main, north\n"));
        }
    }

    @Test
    void the_comparison_goes_on_without_an_account_that_is_not_set_up() {
        commands.run("setup", "--account", "main");

        Said said = commands.run("reconcile");

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.out()).isEqualTo("0 contacts compared on account main; nothing differs.\n");
        assertThat(said.err()).contains("not set up: account north: run 'consentgate setup' first");
    }

    @Test
    void the_doctor_and_the_triggers_say_of_which_account_they_speak() {
        commands.run("setup", "--account", "main");
        commands.with("ACTIVECAMPAIGN_NORTH_API_TOKEN", "another");

        Said doctor = commands.run("doctor");

        assertThat(doctor.status()).isEqualTo(3);
        assertThat(doctor.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("account ok " + main.baseUrl() + " accepts the key")
                .anyMatch(line -> line.startsWith("account north DOWN " + north.baseUrl() + " refuses the key"))
                .anyMatch(line -> line.startsWith("set up north FIX not known there: "))
                .anyMatch(line -> line.startsWith("event endpoint north note none"));
        assertThat(commands.run("triggers", "list", "--account", "north").out()).contains("thanks");
        assertThat(commands.run("triggers", "list", "--account", "main").out()).doesNotContain("thanks");
    }

    private static List<String> posted(StandInActiveCampaign account, String path) {
        return account.history().stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().endsWith("/" + path))
                .map(RecordedRequest::bodyText)
                .toList();
    }
}
