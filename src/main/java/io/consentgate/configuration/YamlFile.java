package io.consentgate.configuration;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;

/**
 * Reads a YAML file into plain values: no types of anybody's choosing, no key twice, no anchors, limited in size and
 * depth.
 */
final class YamlFile {

    private static final int MAX_BYTES = 1 << 20;
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'");
    private static final Pattern NEARLY = Pattern.compile("\\.ya?ml$", Pattern.CASE_INSENSITIVE);
    private static final LoaderOptions LIMITS = limits();
    private static final YAMLMapper MAPPER = mapper();

    private YamlFile() {}

    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_BYTES);
        limits.setNestingDepthLimit(20);
        return limits;
    }

    private static YAMLMapper mapper() {
        YAMLFactory factory = YAMLFactory.builder()
                .loaderOptions(LIMITS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return YAMLMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** The file's content as a section; empty, with the problem noted, when it cannot be read. */
    static Optional<Section> read(Path file, String shownAs, Problems problems) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.add(shownAs, "", "is larger than 1 MB", "a smaller file", null);
                return Optional.empty();
            }
            String text = Files.readString(file);
            JsonNode root = MAPPER.readTree(text);
            if (anchored(text, shownAs, problems)) {
                return Optional.empty();
            }
            if (root == null || !root.isObject()) {
                problems.add(shownAs, "", "holds " + Section.kind(root), "keys and values (YAML)", null);
                return Optional.empty();
            }
            return Optional.of(new Section(problems, shownAs, "", root));
        } catch (JsonProcessingException wrong) {
            refuse(shownAs, wrong, problems);
        } catch (IOException unreadable) {
            problems.add(
                    shownAs,
                    "",
                    "cannot be read",
                    "a readable file in UTF-8",
                    "check that it exists and its permissions");
        }
        return Optional.empty();
    }

    private static void refuse(String file, JsonProcessingException wrong, Problems problems) {
        JsonLocation location = wrong.getLocation();
        String where = location == null ? "" : " in line " + location.getLineNr();
        String message = String.valueOf(wrong.getOriginalMessage());
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.find()) {
            problems.add(
                    file, duplicate.group(1), "stands twice, again" + where, "each key once", "remove one of the two");
        } else {
            problems.add(
                    file, "", "is not readable as YAML" + where, "valid YAML", "check indentation and quotes there");
        }
    }

    /** The YAML files of a folder, by name. A file that only looks like one is a mistake: it would be left out. */
    static List<Path> in(Path folder, String shownAs, Problems problems) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".yaml")) {
                    found.add(file);
                } else if (NEARLY.matcher(name).find()) {
                    problems.add(
                            shownAs + "/" + name,
                            "",
                            "is not read: its name does not end in .yaml",
                            "a name in small letters that ends in .yaml",
                            "rename it, or move it elsewhere");
                }
            }
            return found;
        } catch (IOException unreadable) {
            problems.add(shownAs, "", "cannot be read", "a folder of readable files", null);
            return List.of();
        }
    }

    /** An alias may repeat what grows without bounds, and what it repeats is not where one reads it. */
    private static boolean anchored(String text, String shownAs, Problems problems) {
        for (Event event : new Yaml(LIMITS).parse(new StringReader(text))) {
            boolean anchor = event instanceof NodeEvent node && node.getAnchor() != null;
            if (anchor) {
                problems.add(
                        shownAs,
                        "",
                        "uses the anchor or alias \"" + ((NodeEvent) event).getAnchor() + "\" in line "
                                + (event.getStartMark().getLine() + 1),
                        "plain keys and values",
                        "write the value out where it is needed; a text that begins with & or * belongs in quotes");
                return true;
            }
        }
        return false;
    }
}
