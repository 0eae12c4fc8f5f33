package io.consentgate.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong while reading goes on. */
final class Problems {

    private final List<ConfigurationProblem> found = new ArrayList<>();

    void add(String file, String key, String found, String expected, String suggestion) {
        this.found.add(new ConfigurationProblem(file, key, found, expected, suggestion));
    }

    boolean none() {
        return found.isEmpty();
    }

    /** Stops at once when the folder of everything is not there. */
    void throwIfAnyOf(Path folder) {
        if (!Files.isDirectory(folder)) {
            throwIfAny();
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(found);
        }
    }
}
