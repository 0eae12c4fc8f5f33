package io.consentgate;

import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.Keys;
import io.consentgate.configuration.Role;
import io.consentgate.configuration.Settings;
import io.consentgate.operations.command.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What an environment and a folder describe, opened for whoever needs it. */
public final class Installation implements Tools.Opener {

    private static final String ROLE_KEY = "CONSENTGATE_ROLE_KEY";

    private final Map<String, String> environment;
    private final Path root;

    /** @param root what relative paths of the configuration start from */
    public Installation(Map<String, String> environment, Path root) {
        this.environment = Map.copyOf(environment);
        this.root = root;
    }

    @Override
    public Configuration configuration() {
        return Configuration.load(environment, root);
    }

    @Override
    public Tools open() {
        Configuration configuration = configuration();
        return ServiceWiring.open(configuration, roles(configuration));
    }

    @Override
    public Tools openToRun(Consumer<Settings> before) {
        Configuration configuration = configuration();
        before.accept(configuration.settings());
        return ServiceWiring.openToRun(configuration, roles(configuration));
    }

    /** Where nothing was ever started, an empty installation is looked at, which leaves no trace. */
    @Override
    public Tools look() {
        Configuration configuration = configuration();
        Settings settings = configuration.settings();
        if (settings.databaseFile().filter(Files::notExists).isEmpty()) {
            return ServiceWiring.open(configuration, roles(configuration));
        }
        Path scratch = scratch();
        try {
            Configuration elsewhere = new Configuration(
                    settings.inFolder(scratch),
                    configuration.sites(),
                    configuration.laws(),
                    configuration.transfer(),
                    configuration.notice(),
                    configuration.keys(),
                    configuration.mailTexts());
            return ServiceWiring.open(elsewhere, roles(configuration)).onClose(() -> delete(scratch));
        } catch (RuntimeException failure) {
            delete(scratch);
            throw failure;
        }
    }

    /** Whoever holds the officer's key, in this environment or in {@code CONSENTGATE_ROLE_KEY}, is the officer. */
    private Set<Role> roles(Configuration configuration) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(configuration.settings().keys().keySet());
        String key = environment.getOrDefault(ROLE_KEY, "").strip();
        configuration.keys().holder(key).map(Keys.Entry::role).ifPresent(roles::add);
        return roles;
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("consentgate-");
        } catch (IOException failure) {
            throw new UncheckedIOException("no temporary folder can be made", failure);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException leftBehind) {
            throw new UncheckedIOException("the temporary folder " + folder + " cannot be deleted", leftBehind);
        }
    }
}
