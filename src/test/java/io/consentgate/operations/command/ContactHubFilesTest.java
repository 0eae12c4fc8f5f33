package io.consentgate.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.operations.command.CommandLineHarness.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ContactHub's customers in and out, as somebody at the command line does it. */
class ContactHubFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GRANTED = """
            {"disclaimer":{"date":"2026-09-01T10:00:00.000+0200","version":"v7"},"marketing":{"automatic":\
            {"email":{"status":true,"limitation":false,"objection":false},"sms":{"status":true},"push":null,"im":{}},\
            "traditional":{"papery":{"status":false}}},"profiling":{"classic":{"status":true}},"softSpam":{"email":\
            {"status":true}}}""";

    @TempDir
    Path folder;

    private CommandLineHarness commands;

    @BeforeEach
    void start() {
        commands = new CommandLineHarness(folder.resolve("data"))
                .with("CONSENTGATE_KEY_DPO", "dpo-key-for-tests-0123456789");
    }

    private static String customer(String email, String consents) {
        return "{\"id\":\"h-1\",\"externalId\":\"x-" + email.hashCode()
                + "\",\"base\":{\"firstName\":\"Anna\",\"contacts\":"
                + "{\"email\":\"" + email + "\",\"mobilePhone\":\"333 1234567\"},\"locale\":\"it_IT\"},\"consents\":"
                + consents + ",\"updatedAt\":\"2026-09-02T10:00:00.000+0000\"}";
    }

    private Said load(String name, String content, String... more) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, content);
        List<String> words = new ArrayList<>(List.of("import", file.toString(), "--shop", "shop.example.com"));
        words.addAll(List.of(more));
        return commands.run(words.toArray(String[]::new));
    }

    private JsonNode decision(String email) throws IOException {
        return JSON.readTree(commands.run("explain", email, "--json").out());
    }

    private String reason(String email, String purpose, String channel) throws IOException {
        for (JsonNode cell : decision(email).findValue("decisions")) {
            if (cell.path("purpose").asText().equals(purpose)
                    && cell.path("channel").asText("none").equals(channel)) {
                return cell.path("reason").asText();
            }
        }
        return null;
    }

    private List<JsonNode> exported() throws IOException {
        Said said = commands.run("register", "export", "--format", "contacthub");
        List<JsonNode> customers = new ArrayList<>();
        for (String line : said.out().lines().toList()) {
            customers.add(JSON.readTree(line));
        }
        return customers;
    }

    @Test
    void a_file_goes_in_by_itself_and_comes_out_as_it_was() throws IOException {
        String second = "{\"marketing\":{\"automatic\":{\"email\":{\"objection\":true}}}}";
        Said said = load(
                "customers.json",
                "[" + customer("a@example.com", GRANTED) + ",\n" + customer("b@example.com", second) + ","
                        + customer("c@example.com", "null") + "," + customer("d@example.com", "{}") + "]");
        assertThat(said.status()).as(said.out() + said.err()).isZero();
        assertThat(said.out()).contains("customers of ContactHub");

        List<JsonNode> back = exported();
        assertThat(back).hasSize(4);
        assertThat(back.stream().map(customer -> customer.get("consents")))
                .containsExactly(
                        JSON.readTree(GRANTED), JSON.readTree(second), JSON.readTree("null"), JSON.readTree("{}"));
        assertThat(back.get(0).at("/base/contacts/email").asText()).isEqualTo("a@example.com");
        assertThat(back.get(0).path("externalId").asText()).startsWith("x-");
    }

    @Test
    void each_leaf_means_what_it_says() throws IOException {
        load("customers.ndjson", customer("a@example.com", GRANTED));
        assertThat(reason("a@example.com", "direct_marketing", "sms")).isEqualTo("basis.consent");
        assertThat(reason("a@example.com", "direct_marketing", "email")).isEqualTo("consent.doiPending");
        assertThat(reason("a@example.com", "direct_marketing", "post")).isEqualTo("consent.refused");
        assertThat(reason("a@example.com", "profiling_classic", "none")).isEqualTo("basis.consent");
        assertThat(reason("a@example.com", "direct_marketing_own_similar", "email"))
                .isEqualTo("softOptIn.notCustomer");
    }

    @Test
    void limitation_and_objection_win_over_status() throws IOException {
        load(
                "customers.ndjson",
                customer(
                                "a@example.com",
                                GRANTED.replace(
                                        "\"sms\":{\"status\":true}", "\"sms\":{\"status\":true,\"limitation\":true}"))
                        + "\n"
                        + customer(
                                "b@example.com",
                                GRANTED.replace(
                                        "\"sms\":{\"status\":true}", "\"sms\":{\"status\":true,\"objection\":true}")));
        assertThat(reason("a@example.com", "direct_marketing", "sms")).isEqualTo("restriction.active");
        assertThat(reason("b@example.com", "direct_marketing", "sms")).isEqualTo("objection.active");
        assertThat(reason("b@example.com", "profiling_classic", "none")).isEqualTo("objection.active");
    }

    @Test
    void a_disclaimer_that_many_share_to_the_millisecond_proves_nothing() throws IOException {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            file.append(customer("many" + i + "@example.com", GRANTED)).append('\n');
        }
        file.append(customer("own@example.com", GRANTED.replace("10:00:00.000", "10:00:00.001")));
        Said said = load("customers.ndjson", file.toString());
        assertThat(said.out()).contains("6 disclaimers have the same instant as many others");
        assertThat(reason("many3@example.com", "direct_marketing", "sms")).isEqualTo("evidence.notCredible");
        assertThat(reason("own@example.com", "direct_marketing", "sms")).isEqualTo("basis.consent");
    }

    @Test
    void the_date_that_a_cartridge_writes_for_everybody_proves_nothing_even_alone() throws IOException {
        load(
                "customers.ndjson",
                customer(
                        "a@example.com",
                        "{\"disclaimer\":{\"date\":\"2019-01-20T13:00:30.422Z\",\"version\":\"1.0.0\"},\"marketing\":"
                                + "{\"automatic\":{\"email\":{\"status\":true}}}}"));
        assertThat(reason("a@example.com", "direct_marketing", "email")).isEqualTo("evidence.notCredible");
    }

    @Test
    void what_is_not_of_contacthub_is_refused_with_its_place_and_can_be_corrected() throws IOException {
        Said said = load(
                "customers.ndjson",
                customer("a@example.com", GRANTED.replace("papery", "paper")) + "\n"
                        + customer("b@example.com", GRANTED));
        assertThat(said.status()).isEqualTo(1);
        Path rejects = folder.resolve("customers.rejects.ndjson");
        assertThat(Files.readString(rejects))
                .contains("/consents/marketing/traditional/paper", "a member that ContactHub's consents do not have");

        Files.writeString(rejects, Files.readString(rejects).replace("\"paper\"", "\"papery\""));
        Said corrected = commands.run("import", rejects.toString(), "--shop", "shop.example.com");
        assertThat(corrected.status()).as(corrected.out()).isZero();
        assertThat(exported()).hasSize(2);
    }

    @Test
    void a_no_said_here_changes_its_leaf_and_no_other() throws IOException {
        load("customers.ndjson", customer("a@example.com", GRANTED));
        Files.writeString(folder.resolve("no.ndjson"), """
                {"specversion":"1.0","id":"1","source":"t","type":"consent","platform":"custom","shop":"shop.example.com",\
                "data":{"person":{"email":"a@example.com"},"purpose":"direct_marketing","channel":"sms",\
                "status":"withdrawn","recorded_at":"2026-10-01T10:00:00Z"}}
                """);
        assertThat(commands.run("import", folder.resolve("no.ndjson").toString())
                        .status())
                .isZero();
        JsonNode expected = JSON.readTree(GRANTED.replace("\"sms\":{\"status\":true}", "\"sms\":{\"status\":false}"));
        assertThat(exported().get(0).get("consents")).isEqualTo(expected);
    }

    @Test
    void what_contacthub_cannot_say_is_told_and_the_status_says_so() throws IOException {
        Files.writeString(folder.resolve("events.ndjson"), Shop.grant("1", "a@example.com") + "\n" + """
                {"specversion":"1.0","id":"2","source":"t","type":"consent","platform":"custom","shop":"shop.example.com",\
                "data":{"person":{"email":"a@example.com"},"purpose":"site_tracking","channel":"web","status":"given",\
                "recorded_at":"2026-10-01T10:00:00Z","evidence":{"banner":"yes"}}}
                """);
        commands.run("import", folder.resolve("events.ndjson").toString());
        Said said = commands.run("register", "export", "--format", "contacthub");
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err())
                .contains("line 1: not expressed: site_tracking by web has no leaf")
                .doesNotContain("@");
        JsonNode consents = JSON.readTree(said.out()).get("consents");
        assertThat(consents.at("/marketing/automatic/email/status").booleanValue())
                .isTrue();
        assertThat(consents.at("/disclaimer/date").asText()).isEqualTo(Shop.YESTERDAY.toString());
        assertThat(consents.at("/disclaimer/version").asText()).isEqualTo("2026-03");
    }

    private static String yes(String id, String email, String channel, String more) {
        return """
                {"specversion":"1.0","id":"%s","source":"t","type":"consent","platform":"custom","shop":"shop.example.com",\
                "data":{"person":{"email":"%s"},"purpose":"direct_marketing","channel":"%s","status":"given",\
                "recorded_at":"2026-10-01T10:00:00Z","evidence":{"box":"on"}%s}}
                """.formatted(id, email, channel, more);
    }

    @Test
    void a_yes_that_counts_for_nothing_here_is_no_yes_there() throws IOException {
        String version = ",\"notice_version\":\"2026-03\"";
        Files.writeString(
                folder.resolve("events.ndjson"),
                yes("1", "ticked@example.com", "sms", version + ",\"pre_ticked\":true")
                        + yes("2", "unconfirmed@example.com", "email", version)
                        + yes(
                                "3",
                                "card@example.com",
                                "post",
                                version
                                        + ",\"legal_basis\":\"legitimate_interest\",\"document_ref\":\"d\",\"assessment_id\":\"a\""));
        commands.run("import", folder.resolve("events.ndjson").toString());
        Said said = commands.run("register", "export", "--format", "contacthub");
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out()).doesNotContain("true");
        assertThat(said.err())
                .contains(
                        "not expressed: marketing.automatic.sms has a yes that counts for nothing"
                                + " (consent.preTicked) and is left out",
                        "not expressed: marketing.automatic.email has a yes that counts for nothing"
                                + " (consent.doiPending) and is left out",
                        "not expressed: marketing.traditional.papery rests on a legitimate interest, and"
                                + " ContactHub knows consent only");
    }

    @Test
    void the_page_of_its_interface_is_read_too() throws IOException {
        Said said =
                load("page.json", "{\"page\":{\"size\":1},\"elements\":[" + customer("a@example.com", GRANTED) + "]}");
        assertThat(said.status()).as(said.out()).isZero();
        assertThat(exported()).hasSize(1);
    }
}
