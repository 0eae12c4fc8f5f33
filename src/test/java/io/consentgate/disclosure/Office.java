package io.consentgate.disclosure;

import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.activecampaign.AccountSwitches.Switch;
import io.consentgate.configuration.Configuration;
import io.consentgate.disclosure.NoticeAuthor.Complete;
import io.consentgate.disclosure.NoticeAuthor.Draft;
import io.consentgate.disclosure.NoticeModel.Feature;
import io.consentgate.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A copy of the shipped configuration with the values of a real shop, to be changed in one place and written from. */
final class Office {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final AccountSwitches OFF = new AccountSwitches(Switch.OFF, Switch.OFF, Switch.OFF, Switch.OFF, NOW);

    private final Path root;
    private AccountSwitches switches = OFF;
    private Set<Feature> features = Set.of();
    private Instant now = NOW;

    Office(Path root) {
        this.root = root;
        Path shipped = Path.of("config");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy =
                        root.resolve("config").resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, Files.readString(file).replace("shop.example.com", "bottega.example.org"));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        change("notice/controller.yaml", "    example: true\n", "");
        change("notice/processor.yaml", "example: true\n", "");
    }

    /** @throws AssertionError when the text does not stand there */
    Office change(String file, String text, String instead) {
        Path path = root.resolve("config").resolve(file);
        try {
            String before = Files.readString(path);
            if (!before.contains(text)) {
                throw new AssertionError(file + " does not hold: " + text);
            }
            Files.writeString(path, before.replace(text, instead));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    Office delete(String file) {
        try {
            Files.delete(root.resolve("config").resolve(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    Office switches(AccountSwitches value) {
        switches = value;
        return this;
    }

    Office features(Feature... values) {
        features = Set.of(values);
        return this;
    }

    Office at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    Configuration configuration() {
        return Configuration.load(Map.of(), root);
    }

    Site site() {
        return configuration().sites().named("shop").orElseThrow();
    }

    Draft draft() {
        return new NoticeAuthor(configuration(), ShippedTexts.all(), site -> features).write(site(), switches, now);
    }

    NoticeModel model() {
        if (draft() instanceof Complete complete) {
            return complete.model();
        }
        throw new AssertionError("not complete: " + draft().gaps());
    }

    /** Item and problem of everything that stops the writing. */
    List<String> stops() {
        return draft().gaps().stream()
                .filter(Gap::stops)
                .map(gap -> gap.item() + " " + gap.problem())
                .toList();
    }

    List<String> warnings() {
        return draft().gaps().stream()
                .filter(gap -> !gap.stops())
                .map(gap -> gap.item() + " " + gap.problem())
                .toList();
    }
}
