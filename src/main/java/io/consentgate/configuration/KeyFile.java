package io.consentgate.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads config/keys.yaml and adds the keys of the environment, which speak for all shops. */
final class KeyFile {

    private static final Pattern HASH = Pattern.compile("sha256:([0-9a-f]{2}){8,64}:[0-9a-f]{64}");
    private static final Map<String, Role> ROLES = Section.names(Role.values(), Role::wire);

    private final Problems problems;

    KeyFile(Problems problems) {
        this.problems = problems;
    }

    Keys read(Path file, String shownAs, Map<Role, Secret> environment) {
        List<Keys.Entry> entries = new ArrayList<>();
        for (Role role : Role.values()) {
            Secret key = environment.get(role);
            if (key != null) {
                entries.add(new Keys.Entry("environment-" + role.wire(), role, Set.of("*"), Keys.hash(key.reveal())));
            }
        }
        if (Files.exists(file)) {
            YamlFile.read(file, shownAs, problems).ifPresent(section -> read(section, entries));
        }
        return new Keys(entries);
    }

    private static void read(Section file, List<Keys.Entry> into) {
        Set<String> ids = new HashSet<>();
        for (Section line : file.sections("keys")) {
            String id = line.text("id");
            Role role = line.oneOf("role", ROLES);
            Set<String> shops = line.texts("shops");
            String hash = line.text("hash");
            line.refuseOthers();
            if (id != null && !ids.add(id)) {
                line.wrong("id", "is the id of another key already", "each id once", null);
            }
            if (role == Role.SITE && shops.isEmpty()) {
                line.wrong("shops", "is missing", "the shops that a site key may speak for, or '*'", null);
            }
            if (role != null && role != Role.SITE && !shops.isEmpty()) {
                line.wrong("shops", "stands with a role that is not bound to shops", "shops with role site only", null);
            }
            if (hash != null && !HASH.matcher(hash).matches()) {
                line.wrong("hash", "is no hash of a key", "sha256:<salt>:<digest> in hexadecimal", null);
            } else if (id != null && role != null && hash != null) {
                into.add(new Keys.Entry(id, role, shops, hash));
            }
        }
        file.refuseOthers();
    }
}
