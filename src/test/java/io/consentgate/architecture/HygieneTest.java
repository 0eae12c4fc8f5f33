package io.consentgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every file that is shipped or read by whoever takes the project over. */
class HygieneTest {

    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void every_package_says_what_it_is_for() {
        assertThat(files(List.of(SOURCES), file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> Files.notExists(folder.resolve("package-info.java"))))
                .as("packages without package-info.java")
                .isEmpty();
    }

    /** Paths of one machine, work marks and the tools of the day mean nothing to the next reader. */
    @Test
    void no_file_names_a_place_that_its_reader_does_not_have() {
        Pattern elsewhere = Pattern.compile(
                "(?i)/(work|farm|tmp|home)/[a-z]|repo1?\\.maven\\.|\\b(to" + "do|fix" + "me|x" + "xx|ha" + "ck)\\b");
        Set<String> found = new TreeSet<>();
        text().forEach(file -> {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (elsewhere.matcher(lines.get(i)).find()) {
                    found.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
                }
            }
        });
        assertThat(found).isEmpty();
    }

    @Test
    void every_decision_says_what_why_and_what_was_rejected() {
        files(List.of(Path.of("docs/decisions")), file -> true).forEach(file -> assertThat(lines(file))
                .as(file.toString())
                .anyMatch(line -> line.startsWith("**Decision.**"))
                .anyMatch(line -> line.startsWith("**Why.**"))
                .anyMatch(line -> line.startsWith("**Rejected.**")));
    }

    private static Stream<Path> text() {
        List<Path> roots = Stream.of("src", "config", "docs", "routes", ".ci", "README.md", "pom.xml", "consentgate")
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        return files(roots, file -> file.toString().matches(".*(\\.(java|yaml|yml|md|sql|xml|properties|sh)|/[a-z]+)"));
    }

    private static Stream<Path> files(List<Path> roots, Predicate<Path> wanted) {
        return roots.stream().flatMap(root -> {
            try (Stream<Path> walk = Files.walk(root)) {
                return walk.filter(Files::isRegularFile).filter(wanted).toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
