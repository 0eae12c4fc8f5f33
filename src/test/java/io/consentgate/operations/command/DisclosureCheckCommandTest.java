package io.consentgate.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.disclosure.live.AwkwardSite;
import io.consentgate.operations.command.CommandLineHarness.Said;
import io.consentgate.standin.StandInActiveCampaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisclosureCheckCommandTest {

    private static final List<String> PAGES = List.of("it/privacy", "it/cookie");

    @TempDir
    Path folder;

    private AwkwardSite shop;
    private StandInActiveCampaign standIn;
    private CommandLineHarness commands;

    @BeforeEach
    void start() throws IOException {
        shop = AwkwardSite.start();
        standIn = StandInActiveCampaign.start();
        try (Stream<Path> files = Files.walk(Path.of("config"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = config(Path.of("config").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path notice = config("notice/sites/shop.yaml");
        Files.writeString(
                notice,
                Files.readString(notice)
                        .replace("languages: [it, en, de, fr, es]", "languages: [it]")
                        .replaceAll("(?m)^    (en|de|fr|es): https://.*\n", "")
                        .replaceAll(
                                "https://shop\\.example\\.com/it/",
                                shop.at("/it/").toString()));
        commands = new CommandLineHarness(folder.resolve("data"))
                .with("CONSENTGATE_CONFIG_DIR", folder.resolve("config").toString())
                .with("ACTIVECAMPAIGN_URL", standIn.baseUrl())
                .with("ACTIVECAMPAIGN_API_TOKEN", standIn.apiToken());
    }

    @AfterEach
    void stop() {
        standIn.close();
        shop.close();
    }

    private Path config(String name) {
        return folder.resolve("config").resolve(name);
    }

    private void show(int version) throws IOException {
        for (String page : PAGES) {
            String file = page.substring(3) + "-section.it.html";
            shop.page(
                    "/" + page,
                    "<link rel=\"privacy-policy\" href=\"/it/privacy\">"
                            + Files.readString(folder.resolve("data/disclosure/shop/" + version + "/" + file)));
        }
    }

    private JsonNode pages() throws IOException {
        return new ObjectMapper()
                .readTree(commands.run("disclosure", "check", "--json").out())
                .path("pages");
    }

    @Test
    void says_that_nothing_was_written_yet() {
        Said said = commands.run("disclosure", "check");

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out()).startsWith("No page to look at: write the notice first");
        assertThat(shop.requests()).isZero();
    }

    @Test
    void turns_red_with_one_field_more_until_the_site_shows_it() throws IOException {
        assertThat(commands.run("disclosure", "write").status()).isZero();
        show(1);
        Said green = commands.run("disclosure", "check");
        assertThat(green.status()).as(green.out() + green.err()).isZero();
        assertThat(green.out())
                .startsWith("CURRENT  privacy it  " + shop.at("/it/privacy") + "\n    version 1\n")
                .endsWith("beside them: 2 files for programs, links and pages as they should be\n");

        Path site = config("sites/shop.yaml");
        Files.writeString(site, Files.readString(site).replace("\nfields:\n", """

                                fields:
                                  - {source: contact.company, custom_field: Company, purposes: [direct_marketing]}
                                """));
        Said written = commands.run("disclosure", "write", "--yes");
        assertThat(written.status()).as(written.out() + written.err()).isZero();
        Said red = commands.run("disclosure", "check", shop.at("/it/privacy").toString());
        assertThat(red.status()).isEqualTo(1);
        assertThat(red.out())
                .startsWith("OUTDATED  privacy it  ")
                .contains("it shows version 1; in force is version 2; since ", "it lacks: ", "azienda");
        assertThat(commands.run("doctor").out()).contains("is outdated since ");

        show(2);
        assertThat(commands.run("disclosure", "check").status()).isZero();
        assertThat(commands.run("doctor").out()).contains("shown on all 2 pages, version 2");
    }

    @Test
    void tells_a_silent_site_from_a_wrong_one_by_its_status() throws IOException {
        commands.run("disclosure", "write");
        show(1);
        shop.on("/it/privacy", AwkwardSite.error(500));
        Said silent = commands.run("disclosure", "check");
        shop.page("/it/cookie", "<p>Nothing here</p>");
        Said both = commands.run("disclosure", "check");

        assertThat(silent.status()).isEqualTo(3);
        assertThat(silent.out()).contains("UNREACHABLE  privacy it  ", "the page answers 500; since ");
        assertThat(both.status()).isEqualTo(1);
        assertThat(pages())
                .extracting(page -> page.path("standing").asText())
                .containsExactly("unreachable", "missing");
    }

    @Test
    void turns_red_when_nothing_leads_to_the_notice() throws IOException {
        commands.run("disclosure", "write");
        show(1);
        shop.page("/it/cookie", Files.readString(folder.resolve("data/disclosure/shop/1/cookie-section.it.html")));
        Said said = commands.run("disclosure", "check");

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out())
                .contains("MISSING  notice link  " + shop.at("/it/cookie") + "\n    no link to the notice carries");
    }

    @Test
    void asks_no_host_that_the_file_does_not_name() {
        commands.run("disclosure", "write");

        Said said = commands.run("disclosure", "check", "http://169.254.169.254/latest/meta-data/");

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains("http://169.254.169.254/latest/meta-data/ is not https");
    }
}
