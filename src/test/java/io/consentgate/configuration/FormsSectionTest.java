package io.consentgate.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.consentgate.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shop can write about its forms, and what it reads when two versions cannot both be true. */
class FormsSectionTest {

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

    private void write(String... forms) throws IOException {
        Path file = root.resolve("config/sites/shop.yaml");
        StringBuilder section = new StringBuilder("\nforms:\n");
        for (String form : forms) {
            section.append("  - {notice_version: n, wording: w, boxes_start_empty: true, ")
                    .append(form)
                    .append("}\n");
        }
        Files.writeString(file, Files.readString(file).replace("\nforms: []\n", section));
    }

    private List<Site.Form> read(String... forms) throws IOException {
        write(forms);
        return Configuration.load(Map.of(), root).sites().all().get(0).forms();
    }

    private List<String> problems(String... forms) throws IOException {
        write(forms);
        return catchThrowableOfType(ConfigurationException.class, () -> Configuration.load(Map.of(), root))
                .problems()
                .stream()
                .map(ConfigurationProblem::toString)
                .toList();
    }

    @Test
    void days_are_whole_days_of_the_sites_zone() throws IOException {
        assertThat(read(
                        "collected_from: checkout, until: 2026-02-28",
                        "collected_from: checkout, from: 2026-03-01, until: 2026-03-29",
                        "collected_from: checkout, from: 2026-03-30",
                        "collected_from: footer",
                        "collected_from: '*', from: 2026-03-01"))
                .extracting(Site.Form::collectedFrom, Site.Form::from, Site.Form::until)
                .containsExactly(
                        tuple("checkout", null, Instant.parse("2026-02-28T23:00:00Z")),
                        tuple("checkout", Instant.parse("2026-02-28T23:00:00Z"), Instant.parse("2026-03-29T22:00:00Z")),
                        tuple("checkout", Instant.parse("2026-03-29T22:00:00Z"), null),
                        tuple("footer", null, null),
                        tuple("*", Instant.parse("2026-02-28T23:00:00Z"), null));
    }

    @Test
    void versions_of_one_form_never_overlap() throws IOException {
        String overlap =
                ".from: overlaps with another version of \"checkout\"; expected one version of a form at a time;"
                        + " end the older one with until, the day before the newer one's from";

        assertThat(problems(
                        "collected_from: checkout, until: 2026-03-01",
                        "collected_from: checkout, from: 2026-03-01",
                        "collected_from: checkout",
                        "collected_from: footer"))
                .containsExactly(
                        "config/sites/shop.yaml: forms[1]" + overlap, "config/sites/shop.yaml: forms[2]" + overlap);
    }

    @Test
    void a_form_without_dates_is_declared_once() throws IOException {
        assertThat(problems("collected_from: checkout", "collected_from: checkout"))
                .containsExactly(
                        "config/sites/shop.yaml: forms[1].collected_from: is declared twice; expected each form"
                                + " once, or versions of it with from and until");
    }

    @Test
    void a_slip_in_a_date_is_told_once() throws IOException {
        assertThat(problems(
                        "collected_from: checkout, until: yesterday",
                        "collected_from: checkout, from: 2026-03-02, until: 2026-03-01",
                        "collected_from: checkout, form: 2026-03-02"))
                .containsExactly(
                        "config/sites/shop.yaml: forms[0].until: is text; expected a date like 2026-11-22",
                        "config/sites/shop.yaml: forms[1].until: is before from; expected the last day of this version,"
                                + " 2026-03-02 or later",
                        "config/sites/shop.yaml: forms[2].form: is an unknown key; expected one of collected_from,"
                                + " notice_version, wording, boxes_start_empty, from, until");
    }
}
