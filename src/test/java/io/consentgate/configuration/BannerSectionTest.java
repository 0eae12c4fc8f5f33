package io.consentgate.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.consent.banner.BannerSettings;
import io.consentgate.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shop can write about its banner, and what it reads when that is wrong. */
class BannerSectionTest {

    @TempDir
    Path root;

    @BeforeEach
    void copy_the_shipped_files() throws IOException {
        Path shipped = Path.of("config");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy =
                        root.resolve("config").resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private void write(String section) throws IOException {
        Files.writeString(root.resolve("config/sites/shop.yaml"), "\n" + section, StandardOpenOption.APPEND);
    }

    private Site.Banner read(String section) throws IOException {
        write(section);
        return Configuration.load(Map.of(), root).sites().all().get(0).banner();
    }

    private List<String> problems(String section) throws IOException {
        write(section);
        return catchThrowableOfType(ConfigurationException.class, () -> Configuration.load(Map.of(), root))
                .problems()
                .stream()
                .map(ConfigurationProblem::toString)
                .map(problem -> problem.replace("config/sites/shop.yaml: banner", "banner"))
                .toList();
    }

    @Test
    void without_a_section_nothing_is_known() throws IOException {
        assertThat(Configuration.load(Map.of(), root).sites().all().get(0).banner())
                .isNull();
    }

    @Test
    void everything_that_is_written_is_read() throws IOException {
        Site.Banner banner = read("""
                banner:
                  origins: [https://www.shop.example, 'http://localhost:3000']
                  notice_version: '2026-03'
                  consent_months: 6
                  tools:
                    - format: iubenda
                      site_tracking: [5]
                      profiling_online: [4, 5]
                    - {format: complianz, services: [], expected_version: 16}
                    - {format: iab_tcf, tcf_vendor: 1400, tcf_publisher_purposes: [1, 2]}
                """);

        assertThat(banner)
                .isEqualTo(new Site.Banner(
                        Set.of("https://www.shop.example", "http://localhost:3000"),
                        "2026-03",
                        6,
                        Map.of(
                                BannerFormat.IUBENDA,
                                new BannerSettings(Set.of("5"), Set.of("4", "5"), null, null, null, Set.of()),
                                BannerFormat.COMPLIANZ,
                                new BannerSettings(null, Set.of(), Set.of(), "16", null, Set.of()),
                                BannerFormat.IAB_TCF,
                                new BannerSettings(null, Set.of(), null, null, 1400, Set.of(1, 2)))));
    }

    @Test
    void the_example_in_the_shipped_file_works_when_it_is_uncommented() throws IOException {
        Path file = root.resolve("config/sites/shop.yaml");
        String text = Files.readString(file);
        int start = text.indexOf("# banner:");
        String uncommented = text.substring(start)
                .lines()
                .takeWhile(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^# ?", ""))
                .reduce("", (one, other) -> one + other + "\n");
        Files.writeString(file, text.substring(0, start) + uncommented);

        assertThat(Configuration.load(Map.of(), root)
                        .sites()
                        .all()
                        .get(0)
                        .banner()
                        .tools())
                .containsOnlyKeys(BannerFormat.COOKIEBOT, BannerFormat.COMPLIANZ);
    }

    @Test
    void a_mistyped_tool_or_category_is_told_with_what_was_probably_meant() throws IOException {
        assertThat(problems("""
                        banner:
                          tools:
                            - {format: cookibot}
                            - {format: cookiebot, site_tracking: [marketting]}
                        """))
                .containsExactly(
                        "banner.tools[0].format: \"cookibot\" is not known; expected one of complianz, consentgate,"
                                + " cookiebot, cookieyes, didomi, google_consent_mode, iab_gpp, iab_tcf, iubenda, klaro,"
                                + " onetrust, orestbida, osano, usercentrics; did you mean cookiebot?",
                        "banner.tools[1].site_tracking[0]: \"marketting\" is no category of cookiebot; expected one of"
                                + " necessary, preferences, statistics, marketing; did you mean marketing?");
    }

    @Test
    void what_everybody_is_granted_permits_nothing() throws IOException {
        assertThat(problems("""
                        banner:
                          tools:
                            - {format: onetrust, site_tracking: [C0001]}
                            - {format: iubenda, profiling_online: [1]}
                        """))
                .containsExactly(
                        "banner.tools[0].site_tracking[0]: \"C0001\" is granted without being asked; expected a category"
                                + " that visitors choose; remove it",
                        "banner.tools[1].profiling_online[0]: \"1\" is granted without being asked; expected a category"
                                + " that visitors choose; remove it");
    }

    @Test
    void an_origin_is_written_as_browsers_send_it() throws IOException {
        assertThat(problems("""
                        banner:
                          origins: [www.shop.example, https://www.Shop.example/, 'http://shop.example', '*']
                          tools: [{format: klaro}]
                        """))
                .hasSize(4)
                .contains("banner.origins[1]: \"https://www.Shop.example/\" is no origin as browsers send it; expected"
                        + " scheme and host in small letters, without path, like https://www.shop.example; http for this"
                        + " machine only; did you mean https://www.shop.example?");
    }

    @Test
    void a_key_that_says_nothing_about_a_tool_is_refused() throws IOException {
        assertThat(problems("""
                        banner:
                          consent_months: 0
                          tols: []
                          tools:
                            - {format: cookiebot, expected_version: 3, tcf_vendor: 12}
                            - {format: cookiebot}
                            - {format: osano, site_tracking: []}
                        """))
                .containsExactly(
                        "banner.tools[0].expected_version: says nothing about cookiebot; expected this key with complianz,"
                                + " consentgate, cookieyes, orestbida; remove it",
                        "banner.tools[0].tcf_vendor: says nothing about cookiebot; expected this key with iab_gpp,"
                                + " iab_tcf; remove it",
                        "banner.tools[1].format: is declared twice; expected each tool once",
                        "banner.tools[2].site_tracking: is empty; expected categories that permit ActiveCampaign's"
                                + " tracking, or no such key for the tool's usual one",
                        "banner.consent_months: is out of range; expected a whole number from 1 to 24",
                        "banner.tols: is an unknown key; expected one of tools, origins, notice_version, consent_months;"
                                + " did you mean tools?");
    }

    @Test
    void a_banner_without_a_tool_is_none() throws IOException {
        assertThat(problems("banner: {notice_version: '1'}\n"))
                .containsExactly("banner.tools: is missing; expected a list with at least one tool like - format:"
                        + " cookiebot");
    }
}
