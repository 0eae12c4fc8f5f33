package io.consentgate.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.operations.command.CommandLineHarness.Said;
import io.consentgate.standin.RecordedRequest;
import io.consentgate.standin.StandInActiveCampaign;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupCommandTest {

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
    void a_dry_run_says_what_would_be_made_and_writes_nothing() {
        Said said = commands.run("setup", "--dry-run");

        assertThat(said.status()).isZero();
        assertThat(said.out().lines())
                .contains(
                        "what        name                             outcome",
                        "connection  main                             found",
                        "list        Newsletter                       would create",
                        "list        Own products for customers       would create",
                        "field       Consent e-mail marketing notice  would create",
                        "webhook     -                                skipped       without CONSENTGATE_PUBLIC_URL"
                                + " changes are polled")
                .last()
                .asString()
                .endsWith(" to be made: run setup without --dry-run.");
        assertThat(standIn.history()).extracting(RecordedRequest::method).containsOnly("GET");
        assertThat(said.err()).isEmpty();
    }

    @Test
    void what_is_missing_is_made_once_and_the_lists_name_the_shop() {
        Said first = commands.run("setup");
        int requests = standIn.history().size();
        Said second = commands.run("setup", "--json");

        assertThat(first.status()).as(first.out()).isZero();
        assertThat(first.out()).endsWith("Everything that the sites need is there.\n");
        assertThat(standIn.account().lists())
                .allSatisfy(list -> assertThat(list.path("sender_url").asText()).isEqualTo("https://shop.example.com"));
        assertThat(standIn.history().subList(requests, standIn.history().size()))
                .extracting(RecordedRequest::method)
                .containsOnly("GET");
        JsonNode report = json(second);
        assertThat(report.path("complete").asBoolean()).isTrue();
        assertThat(report.path("lines"))
                .allSatisfy(line -> assertThat(line.path("outcome").asText()).isIn("found", "skipped"));
    }

    @Test
    void with_a_public_address_the_webhook_is_registered_under_a_secret_that_is_not_printed() {
        Said said = commands.with("CONSENTGATE_PUBLIC_URL", "https://consent.example.com")
                .run("setup");

        assertThat(said.status()).as(said.out()).isZero();
        String hook = standIn.history().stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().endsWith("/webhooks"))
                .map(RecordedRequest::bodyText)
                .findFirst()
                .orElseThrow();
        String address = hook.replaceAll(".*\"url\":\"([^\"]+)\".*", "$1");
        assertThat(address).startsWith("https://consent.example.com/webhooks/activecampaign/");
        assertThat(said.out() + said.err()).doesNotContain(address.substring(address.lastIndexOf('/') + 1));
    }

    @Test
    void without_an_account_there_is_nobody_to_talk_to() {
        Said said = new CommandLineHarness(data).run("setup");

        assertThat(said)
                .isEqualTo(new Said(
                        2,
                        "",
                        "consentgate: no account is configured: set ACTIVECAMPAIGN_URL and ACTIVECAMPAIGN_API_TOKEN,"
                                + " both from Settings > Developer in ActiveCampaign\n"));
    }

    @Test
    void a_wrong_key_is_told_and_nothing_else_is_asked() {
        Said said =
                commands.with("ACTIVECAMPAIGN_API_TOKEN", "not-the-right-one").run("setup");

        assertThat(said.status()).isEqualTo(3);
        assertThat(said.out()).startsWith("""
                what        name  outcome
                connection  main  failed   the key is refused""").doesNotContain("Newsletter", "not-the-right-one");
    }

    @Test
    void an_account_that_is_not_there_is_unavailable() {
        standIn.close();

        Said said = commands.run("setup", "--json");

        assertThat(said.status()).isEqualTo(3);
        assertThat(json(said).path("complete").asBoolean()).isFalse();
    }

    private static JsonNode json(Said said) {
        try {
            return new ObjectMapper().readTree(said.out());
        } catch (Exception failure) {
            throw new AssertionError("not JSON: " + said.out(), failure);
        }
    }
}
