package io.consentgate.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.operations.command.CommandLineHarness.Said;
import io.consentgate.standin.StandInActiveCampaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    @TempDir
    Path folder;

    @Test
    void on_a_fresh_machine_it_says_what_is_missing_and_makes_nothing() {
        Said said = new CommandLineHarness(folder.resolve("data")).run("doctor");

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err()).isEmpty();
        assertThat(said.out().lines())
                .contains(
                        "key of role site      FIX   missing: no shop can push events; set CONSENTGATE_KEY_SITE",
                        "database              ok    none yet: it is made at the first start",
                        "account               FIX   none: nothing can be sent; set ACTIVECAMPAIGN_URL and"
                                + " ACTIVECAMPAIGN_API_TOKEN, both from Settings > Developer");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void an_account_is_asked_whether_it_takes_the_key_and_what_is_set_up() throws IOException {
        try (StandInActiveCampaign standIn = StandInActiveCampaign.start()) {
            CommandLineHarness commands = new CommandLineHarness(folder.resolve("data"))
                    .with("CONSENTGATE_KEY_SITE", "a-long-key-of-the-shop-0123456789")
                    .with("ACTIVECAMPAIGN_URL", standIn.baseUrl())
                    .with("ACTIVECAMPAIGN_API_TOKEN", standIn.apiToken());

            Map<String, JsonNode> well = checks(commands.run("doctor", "--json"));
            int asked = standIn.history().size();
            Said refused = commands.with("ACTIVECAMPAIGN_API_TOKEN", "not-the-right-one")
                    .run("doctor", "--json");

            assertThat(asked).isEqualTo(1);
            assertThat(well.get("account").path("status").asText()).isEqualTo("ok");
            assertThat(well.get("set up").path("says").asText())
                    .startsWith(
                            "not known there: list Newsletter, list Own products for customers, tag shop Integration - customer");
            assertThat(well.get("set up").path("remedy").asText()).isEqualTo("run consentgate setup");
            assertThat(refused.status()).isEqualTo(3);
            assertThat(checks(refused).get("account").path("says").asText())
                    .startsWith(standIn.baseUrl() + " refuses the key (");
            assertThat(refused.out()).doesNotContain("not-the-right-one");
        }
    }

    @Test
    void a_database_without_its_secret_is_never_given_a_new_one() throws IOException {
        CommandLineHarness commands = new CommandLineHarness(folder.resolve("data"));
        Path events = Files.writeString(folder.resolve("events.ndjson"), Shop.contact("1", Shop.GIULIA));
        commands.run("import", events.toString());
        Path secret = folder.resolve("data/secret.key");
        Files.delete(secret);

        Said doctor = commands.run("doctor");
        Said service = commands.run("run", "--until-ready");

        String problem = secret + ": is missing, and the database was made with it; expected at least 64 hexadecimal"
                + " digits, readable by its owner only; restore it from its backup";
        assertThat(doctor.status()).isEqualTo(1);
        assertThat(doctor.out()).contains("secret                FIX   " + problem);
        assertThat(service).isEqualTo(new Said(2, "", "1 problem in the configuration:\n  * " + problem + "\n"));
        assertThat(secret).doesNotExist();
    }

    @Test
    void a_shop_that_tells_of_its_banner_is_asked_to_say_what_it_means() throws IOException {
        CommandLineHarness commands = new CommandLineHarness(folder.resolve("data"));
        Path events = Files.writeString(folder.resolve("banners.ndjson"), """
                {"specversion":"1.0","id":"b-1","source":"shop","type":"cookie-consent","platform":"generic","shop":"s1",\
                "data":{"person":{"email":"giulia@example.com"},"format":"cookiebot","raw":"0",\
                "recorded_at":"2026-03-01T10:00:00Z"}}
                """);
        assertThat(checks(commands.run("doctor", "--json"))).doesNotContainKey("banner");

        commands.run("import", events.toString());

        JsonNode banner = checks(commands.run("doctor", "--json")).get("banner");
        assertThat(banner.path("status").asText()).isEqualTo("fix");
        assertThat(banner.path("remedy").asText())
                .isEqualTo("add one to config/sites/shop.yaml; the shipped file shows how");
    }

    @Test
    void chatbots_and_triggers_are_named_with_their_state() throws IOException {
        Path config = folder.resolve("config");
        try (Stream<Path> files = Files.walk(Path.of("config"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = config.resolve(Path.of("config").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path site = config.resolve("sites/shop.yaml");
        Files.writeString(site, Files.readString(site).replace("triggers: []\n", """
                triggers:
                  - {name: thanks, on: order_placed, action: {tag: Bought}}
                  - {name: reminder, on: cart_abandoned, action: {tag: Left a cart}, paused: true}
                chatbots:
                  - {source: chatbot, shop: s1, notice_url: 'https://shop.example/privacy', question: 'May we?', \
                notice_version: '2026-03'}
                  - {source: smartsupp, shop: s1, notice_url: 'https://shop.example/privacy', question: 'May we?'}
                """));
        CommandLineHarness commands = new CommandLineHarness(folder.resolve("data"))
                .with("CONSENTGATE_CONFIG_DIR", config.toString())
                .with("CONSENTGATE_KEY_CHATBOT", "a-secret-of-the-chatbot")
                .with("CONSENTGATE_KEY_SMARTSUPP", "a-secret-of-smartsupp");

        Said said = commands.run("doctor", "--json");
        Map<String, JsonNode> checks = checks(said);

        assertThat(checks.get("chatbot chatbot").path("status").asText()).isEqualTo("ok");
        assertThat(checks.get("chatbot chatbot").path("says").asText())
                .isEqualTo("site shop, secret set, its question links to https://shop.example/privacy");
        assertThat(checks.get("chatbot smartsupp").path("status").asText()).isEqualTo("note");
        assertThat(checks.get("chatbot smartsupp").path("remedy").asText())
                .isEqualTo("write notice_version below it in config/sites/shop.yaml");
        assertThat(checks.get("trigger thanks").path("status").asText()).isEqualTo("ok");
        assertThat(checks.get("trigger thanks").path("says").asText())
                .isEqualTo(
                        "site shop: reached 0, not reached 0, waiting 0; 'consentgate triggers preview' says why not");
        assertThat(checks.get("trigger reminder").path("status").asText()).isEqualTo("note");
        assertThat(checks.get("trigger reminder").path("remedy").asText())
                .isEqualTo("consentgate triggers resume reminder");
        assertThat(said.out()).doesNotContain("a-secret");
    }

    @Test
    void it_shows_what_is_configured_for_consents() throws IOException {
        Path config = folder.resolve("config");
        try (Stream<Path> shipped = Files.walk(Path.of("config"))) {
            for (Path file : shipped.toList()) {
                Files.copy(
                        file, config.resolve(Path.of("config").relativize(file).toString()));
            }
        }
        CommandLineHarness commands = new CommandLineHarness(folder.resolve("data"))
                .with("CONSENTGATE_CONFIG_DIR", config.toString())
                .with("CONSENTGATE_PUBLIC_URL", "https://consent.shop.example.com")
                .with("CONSENTGATE_MAIL_HOST", "smtp.example.com")
                .with("CONSENTGATE_MAIL_FROM", "news@shop.example.com")
                .with("CONSENTGATE_MAIL_BOUNCES_HOST", "imap.example.com")
                .with("CONSENTGATE_MAIL_BOUNCES_USER", "bounces")
                .with("CONSENTGATE_MAIL_BOUNCES_PASSWORD", "very-secret-mailbox-password")
                .with("CONSENTGATE_MAIL_BOUNCES_ADDRESS", "bounces@shop.example.com");
        Path site = config.resolve("sites/shop.yaml");
        Files.writeString(site, Files.readString(site).replace("forms: []\n", """
                        forms:
                          - {collected_from: checkout, notice_version: '1', wording: a, boxes_start_empty: true, until: 2026-02-28}
                          - {collected_from: checkout, notice_version: '2', wording: b, boxes_start_empty: true, from: 2026-03-01}
                          - {collected_from: profile, notice_version: '2', wording: b, boxes_start_empty: true}
                        """));
        commands.run(
                "import", Files.writeString(folder.resolve("none.ndjson"), "").toString());

        Said said = commands.run("doctor", "--json");
        Map<String, JsonNode> checks = checks(said);
        assertThat(checks).as(said.out()).containsKeys("forms", "bounces", "register RPO");
        assertThat(checks.get("forms").path("says").asText())
                .isEqualTo("site shop declares checkout (2 versions), profile");
        assertThat(checks.get("bounces").path("says").asText())
                .isEqualTo("come back to bounces@shop.example.com, read from imap.example.com:993");
        assertThat(checks.get("register RPO").path("says").asText())
                .isEqualTo("never loaded: what needs it is closed (Code 130(3-bis); DPR 26/2022)");
        assertThat(said.out()).doesNotContain("very-secret");
    }

    @Test
    void every_mistake_in_the_configuration_is_a_line() throws IOException {
        Said said = new CommandLineHarness(folder)
                .with("CONSENTGATE_HTTP_PORT", "http")
                .with("CONSENTGATE_POLL_SECONDS", "0")
                .run("doctor", "--json");

        assertThat(said.status()).isEqualTo(2);
        assertThat(new ObjectMapper().readTree(said.out()))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.path("status").asText()).isEqualTo("fix"));
    }

    private static Map<String, JsonNode> checks(Said said) throws IOException {
        Map<String, JsonNode> checks = new LinkedHashMap<>();
        new ObjectMapper()
                .readTree(said.out())
                .forEach(line -> checks.put(line.path("check").asText(), line));
        return checks;
    }
}
