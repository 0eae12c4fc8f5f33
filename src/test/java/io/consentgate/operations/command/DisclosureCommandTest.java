package io.consentgate.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.operations.command.CommandLineHarness.Said;
import io.consentgate.standin.StandInActiveCampaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisclosureCommandTest {

    private static final String SITE = "sites/shop.yaml";
    private static final String NOTICE = "notice/sites/shop.yaml";

    @TempDir
    Path folder;

    private StandInActiveCampaign standIn;
    private CommandLineHarness commands;

    @BeforeEach
    void account() throws IOException {
        standIn = StandInActiveCampaign.start();
        Path shipped = Path.of("config");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve("config")
                        .resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        commands = new CommandLineHarness(folder.resolve("data"))
                .with("CONSENTGATE_CONFIG_DIR", folder.resolve("config").toString())
                .with("ACTIVECAMPAIGN_URL", standIn.baseUrl())
                .with("ACTIVECAMPAIGN_API_TOKEN", standIn.apiToken());
    }

    @AfterEach
    void close() {
        standIn.close();
    }

    @Test
    void the_first_version_is_written_whole_and_the_second_time_nothing_is_new() throws IOException {
        Said first = commands.run("disclosure", "write");
        Map<String, String> written = files(1);
        Said again = commands.run("disclosure", "write");

        assertThat(first.status()).as(first.out() + first.err()).isZero();
        assertThat(first.out())
                .startsWith("shop: version 1, the first\n")
                .contains("/disclosure/shop/1, in force from ");
        assertThat(written.keySet())
                .contains(
                        "privacy-section.it.html",
                        "cookie-section.en.html",
                        "privacy-section.de.md",
                        "tilt.fr.json",
                        "tilt.es.json",
                        "disclosure-manifest.json");
        assertThat(again.out()).isEqualTo("shop: nothing new; version 1 stays\n");
        assertThat(again.status()).isZero();
        assertThat(files(1)).isEqualTo(written);
        assertThat(folder.resolve("data/disclosure/shop/2")).doesNotExist();
    }

    @Test
    void the_manifest_holds_the_hash_of_every_file() throws Exception {
        commands.run("disclosure", "write");

        JsonNode manifest = new ObjectMapper().readTree(files(1).get("disclosure-manifest.json"));
        assertThat(manifest.path("version").asInt()).isEqualTo(1);
        assertThat(manifest.path("change").asText()).isEqualTo("first");
        assertThat(manifest.path("content_hash").asText()).matches("sha256:[0-9a-f]{64}");
        assertThat(manifest.path("files")).hasSize(files(1).size() - 1).allSatisfy(file -> assertThat(
                        java.util.HexFormat.of()
                                .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                        .digest(Files.readAllBytes(folder.resolve("data/disclosure/shop/1")
                                                .resolve(file.path("name").asText())))))
                .isEqualTo(file.path("sha256").asText()));
        assertThat(manifest.toString()).doesNotContain(standIn.baseUrl(), standIn.apiToken());
    }

    @Test
    void a_missing_item_stops_everything_with_its_name_source_and_key() throws IOException {
        change(NOTICE, "recipients: []", "");
        change(NOTICE, "addresses_children: false", "");

        Said said = commands.run("disclosure", "write");

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out()).isEqualTo("""
                shop: NOT written, 2 problems
                  C9  other recipients are not told
                       GDPR 13(1)(e), 14(1)(e), 28; notice/sites/shop.yaml: recipients: list them; none: []
                  C22 whether the shop addresses children is missing
                       GDPR 8, 12(1); Code 2-quinquies; notice/sites/shop.yaml: addresses_children: write true or false
                """);
        assertThat(folder.resolve("data/disclosure")).doesNotExist();
    }

    @Test
    void a_campaign_that_counts_what_the_notice_denies_stops_it() throws IOException {
        change(NOTICE, "open_tracking: separate", "open_tracking: 'off'");
        standIn.account().people().adminWritesCampaign("Autumn", true, "none");

        Said said = commands.run("disclosure", "diff", "--json");

        assertThat(said.status()).isEqualTo(1);
        assertThat(json(said).at("/sites/0/gaps/0/item").asText()).isEqualTo("P1");
        assertThat(json(said).at("/sites/0/gaps/0/problem").asText())
                .isEqualTo("open tracking is on in a campaign of ActiveCampaign, and said to be off");
    }

    @Test
    void a_material_change_shows_who_is_concerned_and_waits_for_a_yes() throws IOException {
        commands.run("disclosure", "write");
        consents();
        change(NOTICE, "recipients: []", """
                recipients:
                  - name: Messaggi S.p.A.
                    role: processor
                    address: Torino
                    country: IT
                    service: {it: invio, en: sending, de: Versand, fr: envoi, es: envío}
                """);

        Said diff = commands.run("disclosure", "diff", "--lang", "it");
        Said asked = commands.run("disclosure", "write", "--lang", "en");
        Said before = commands.run("explain", Shop.GIULIA, "--lang", "en");
        Said written = commands.run("disclosure", "write", "--yes", "--lang", "en");
        Said after = commands.run("explain", Shop.GIULIA, "--lang", "en");

        assertThat(diff.out())
                .startsWith("shop: would become version 2\n  * nuovo destinatario: Messaggi S.p.A.\n  sostanziale:")
                .contains("people who have to be asked again: 1\n    direct_marketing: 1\n");
        assertThat(asked.status()).isEqualTo(1);
        assertThat(asked.out()).contains("people who have to be asked again: 1", "NOT written");
        assertThat(before.out()).contains("Allowed by the person's consent.");
        assertThat(written.status()).as(written.out() + written.err()).isZero();
        assertThat(after.out()).contains("consent.reconsentPending").doesNotContain("Allowed by the person's consent.");
        assertThat(files(1)).isNotEmpty();
        assertThat(files(2).get("disclosure-manifest.json"))
                .contains("\"supersedes\" : 1", "\"change\" : \"material\"");
    }

    @Test
    void a_field_more_is_named_in_every_language_and_asks_nobody_again() throws IOException {
        commands.run("disclosure", "write");
        consents();
        change(
                SITE,
                "\nfields:\n",
                "\nfields:\n  - {source: contact.company, custom_field: Company, purposes: [direct_marketing]}\n");

        Said written = commands.run("disclosure", "write", "--lang", "en");

        assertThat(written.status()).as(written.out()).isZero();
        assertThat(written.out()).contains("new field contact.company for direct_marketing", "minor:");
        assertThat(files(2).get("privacy-section.it.html")).contains("azienda");
        assertThat(files(2).get("privacy-section.de.html")).contains("Unternehmen");
        assertThat(files(2).get("privacy-section.fr.md")).contains("entreprise");
        assertThat(files(2).get("tilt.es.json")).contains("contact.company", "empresa");
        assertThat(files(1).get("privacy-section.it.html")).doesNotContain("azienda");
    }

    @Test
    void other_words_for_the_same_are_written_when_asked_for_and_change_no_hash() throws Exception {
        commands.run("disclosure", "write");
        change("notice/texts/en/privacy.properties", "c18.heading = Further purposes", "c18.heading = Other purposes");

        Said told = commands.run("disclosure", "write");
        Said written = commands.run("disclosure", "write", "--wording", "--lang", "en");

        assertThat(told.out()).startsWith("shop: nothing new; version 1 stays\n  the texts changed:");
        assertThat(written.out()).contains("version 2", "the same is said in other words", "wording:");
        assertThat(manifest(2).path("content_hash")).isEqualTo(manifest(1).path("content_hash"));
    }

    @Test
    void a_grade_is_raised_by_hand_and_shows_who_is_concerned_first() throws IOException {
        commands.run("disclosure", "write");
        consents();
        change(
                SITE,
                "\nfields:\n",
                "\nfields:\n  - {source: contact.company, custom_field: Company, purposes: [direct_marketing]}\n");

        Said asked = commands.run("disclosure", "write", "--grade", "material", "--lang", "en");
        Said written = commands.run(
                "disclosure", "write", "--grade", "material", "--purpose", "direct_marketing", "--yes", "--lang", "it");
        Said after = commands.run("explain", Shop.GIULIA, "--lang", "en");

        assertThat(asked.status()).isEqualTo(1);
        assertThat(asked.out())
                .contains(
                        "new field contact.company for direct_marketing",
                        "taken for material by hand",
                        "people who have to be asked again: 1",
                        "NOT written");
        assertThat(written.status()).as(written.out() + written.err()).isZero();
        assertThat(written.out()).contains("considerata material per decisione di una persona");
        assertThat(after.out()).contains("consent.reconsentPending");
        assertThat(files(2).get("disclosure-manifest.json")).contains("\"change\" : \"material\"");
    }

    @Test
    void a_version_that_was_taken_for_too_little_is_written_again_with_its_true_grade() throws IOException {
        commands.run("disclosure", "write");
        consents();

        Said raised = commands.run("disclosure", "write", "--grade", "material", "--yes", "--lang", "en");
        Said again = commands.run("disclosure", "write");

        assertThat(raised.out()).contains("version 2", "people who have to be asked again: 1");
        assertThat(again.out()).isEqualTo("shop: nothing new; version 2 stays\n");
        assertThat(commands.run("explain", Shop.GIULIA).out()).contains("consent.reconsentPending");
    }

    @Test
    void a_grade_is_never_lowered_and_wrong_words_say_what_is_taken() throws IOException {
        Said first = commands.run("disclosure", "write", "--grade", "material");
        commands.run("disclosure", "write");
        change(NOTICE, "site_script: none", "site_script: after_consent");

        assertThat(first.err()).contains("this is the first version: nobody consented under an earlier one");
        assertThat(commands.run("disclosure", "write", "--grade", "minor").err())
                .contains("site shop: the changes are material, and a grade can only be raised; minor is less");
        assertThat(commands.run("disclosure", "write", "--grade", "wording").err())
                .contains("--grade takes minor or material");
        assertThat(commands.run("disclosure", "write", "--grade", "material", "--purpose", "email")
                        .err())
                .contains("--purpose \"email\" is none; there is direct_marketing, ");
        assertThat(commands.run("disclosure", "write", "--purpose", "direct_marketing")
                        .err())
                .contains("--purpose goes with --grade material");
        assertThat(folder.resolve("data/disclosure/shop/2")).doesNotExist();
    }

    @Test
    void a_hole_in_the_texts_is_told_with_file_and_line() throws IOException {
        change("notice/texts/en/privacy.properties", "c15.heading = Complaint", "c15.headin = Complaint");
        change("notice/texts/de/cookie.properties", "{{period}}", "{{zeit}}");

        Said said = commands.run("disclosure", "write");

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err())
                .contains(
                        "config/notice/texts/de/cookie.properties:30: k8.again: uses {{zeit}}, which has no value;"
                                + " expected {{period}}",
                        "config/notice/texts/de/cookie.properties:30: k8.again: lacks {{period}}",
                        "privacy.properties:96: c15.headin: is an unknown key",
                        "config/notice/texts/en: c15.heading: is missing");
    }

    @Test
    void an_account_that_does_not_answer_leaves_its_switches_unknown() {
        standIn.close();

        assertThat(commands.run("disclosure", "write").status()).isEqualTo(3);
        assertThat(folder.resolve("data/disclosure")).doesNotExist();
    }

    @Test
    void a_notice_is_not_in_force_before_it_is_written() {
        Said said = commands.run("disclosure", "write", "--effective", "2020-01-01");

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains("--effective 2020-01-01 is over");
    }

    private void consents() throws IOException {
        Path events = folder.resolve("events.ndjson");
        Files.writeString(events, Shop.contact("1", Shop.GIULIA) + "\n" + Shop.grant("2", Shop.GIULIA) + "\n");
        assertThat(commands.run("import", events.toString()).status()).isZero();
    }

    private void change(String file, String text, String instead) throws IOException {
        Path path = folder.resolve("config").resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, instead));
    }

    private Map<String, String> files(int version) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder.resolve("data/disclosure/shop/" + version))) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), new String(Files.readAllBytes(file), "UTF-8"));
            }
        }
        return files;
    }

    private JsonNode manifest(int version) throws IOException {
        return new ObjectMapper().readTree(files(version).get("disclosure-manifest.json"));
    }

    private static JsonNode json(Said said) {
        try {
            return new ObjectMapper().readTree(said.out());
        } catch (Exception failure) {
            throw new AssertionError("not JSON: " + said.out() + said.err(), failure);
        }
    }
}
