package io.consentgate.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A part of a YAML file, read key by key. Whatever is missing, of another kind or unknown is noted with its path and
 * replaced by a harmless value, so that reading goes on and finds the rest.
 */
final class Section {

    private final Problems problems;
    private final String file;
    private final String path;
    private final JsonNode node;
    private final Set<String> known = new LinkedHashSet<>();

    Section(Problems problems, String file, String path, JsonNode node) {
        this.problems = problems;
        this.file = file;
        this.path = path;
        this.node = node;
    }

    boolean has(String key) {
        known.add(key);
        return node.hasNonNull(key);
    }

    /** Every key that stands in it, for parts whose keys are the operator's own. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** Null, and a problem, when it is missing. */
    String text(String key) {
        return required(key, "text") ? textOr(key, null) : null;
    }

    String textOr(String key, String otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        JsonNode value = node.get(key);
        if (!value.isValueNode() || value.asText().isBlank()) {
            wrong(key, kind(value), "text", null);
            return otherwise;
        }
        return value.asText();
    }

    boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        JsonNode value = node.get(key);
        if (!value.isBoolean()) {
            wrong(key, kind(value), "true or false", null);
            return otherwise;
        }
        return value.booleanValue();
    }

    int number(String key, int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        if (!required(key, expected)) {
            return least;
        }
        JsonNode value = node.get(key);
        if (!value.canConvertToInt()
                || !value.isIntegralNumber()
                || value.intValue() < least
                || value.intValue() > most) {
            wrong(key, value.isNumber() ? "is out of range" : kind(value), expected, null);
            return least;
        }
        return value.intValue();
    }

    LocalDate date(String key) {
        return required(key, "a date like 2026-11-22") ? dateOr(key, null) : null;
    }

    LocalDate dateOr(String key, LocalDate otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        try {
            return LocalDate.parse(node.get(key).asText());
        } catch (DateTimeException notADate) {
            wrong(key, kind(node.get(key)), "a date like 2026-11-22", null);
            return otherwise;
        }
    }

    ZoneId zone(String key, ZoneId otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        String written = node.get(key).asText();
        try {
            return ZoneId.of(written);
        } catch (DateTimeException notAZone) {
            wrong(
                    key,
                    "is no time zone",
                    "a name like Europe/Rome",
                    Suggestion.nearest(
                            written,
                            ZoneId.getAvailableZoneIds().stream().sorted().toList()));
            return otherwise;
        }
    }

    /** One of several names; null, and a problem, when it is missing or another. */
    <T> T oneOf(String key, Map<String, T> accepted) {
        return required(key, names(accepted)) ? oneOf(key, accepted, null) : null;
    }

    <T> T oneOf(String key, Map<String, T> accepted, T otherwise) {
        return has(key) ? named(key, node.get(key), accepted).orElse(otherwise) : otherwise;
    }

    /** Names in a list; empty when the key is missing. */
    <T> Set<T> setOf(String key, Map<String, T> accepted) {
        Set<T> found = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> item : items(key, "a list with " + names(accepted))) {
            named(item.getKey(), item.getValue(), accepted).ifPresent(found::add);
        }
        return found;
    }

    /** A list of names that must not be empty. */
    <T> Set<T> someOf(String key, Map<String, T> accepted) {
        if (!has(key)) {
            wrong(key, "is missing", "a list with at least " + names(accepted), null);
            return Set.of();
        }
        if (node.get(key).isArray() && node.get(key).isEmpty()) {
            wrong(key, "is empty", "at least " + names(accepted), null);
        }
        return setOf(key, accepted);
    }

    Set<String> texts(String key) {
        Set<String> found = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> item : items(key, "a list of texts")) {
            if (item.getValue().isValueNode() && !item.getValue().asText().isBlank()) {
                found.add(item.getValue().asText());
            } else {
                wrong(item.getKey(), kind(item.getValue()), "text", null);
            }
        }
        return found;
    }

    List<Section> sections(String key) {
        List<Section> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> item : items(key, "a list")) {
            section(item.getKey(), item.getValue()).ifPresent(found::add);
        }
        return found;
    }

    /** Empty when the key is missing. */
    Optional<Section> section(String key) {
        return has(key) ? section(key, node.get(key)) : Optional.empty();
    }

    Section requiredSection(String key) {
        Optional<Section> found = required(key, "keys and values") ? section(key) : Optional.empty();
        return found.orElse(null);
    }

    private Optional<Section> section(String key, JsonNode value) {
        if (!value.isObject()) {
            wrong(key, kind(value), "keys and values", null);
            return Optional.empty();
        }
        return Optional.of(new Section(problems, file, at(key), value));
    }

    private List<Map.Entry<String, JsonNode>> items(String key, String expected) {
        List<Map.Entry<String, JsonNode>> items = new ArrayList<>();
        if (has(key)) {
            JsonNode list = node.get(key);
            if (!list.isArray()) {
                wrong(key, kind(list), expected, null);
            }
            for (int i = 0; list.isArray() && i < list.size(); i++) {
                items.add(Map.entry(key + "[" + i + "]", list.get(i)));
            }
        }
        return items;
    }

    private <T> Optional<T> named(String key, JsonNode value, Map<String, T> accepted) {
        T found = value.isValueNode() ? accepted.get(value.asText()) : null;
        if (found == null) {
            boolean text = value.isTextual();
            wrong(
                    key,
                    text ? "\"" + value.asText() + "\" is not known" : kind(value),
                    names(accepted),
                    text ? Suggestion.nearest(value.asText(), accepted.keySet()) : null);
        }
        return Optional.ofNullable(found);
    }

    private boolean required(String key, String expected) {
        if (!has(key)) {
            wrong(key, "is missing", expected, null);
            return false;
        }
        return true;
    }

    void wrong(String key, String found, String expected, String suggestion) {
        problems.add(file, at(key), found, expected, suggestion);
    }

    /** Notes every key that nobody asked for. */
    void refuseOthers() {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                wrong(key, "is an unknown key", "one of " + String.join(", ", known), Suggestion.nearest(key, known));
            }
        });
    }

    String file() {
        return file;
    }

    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    static String kind(JsonNode value) {
        if (value == null || value.isMissingNode() || value.isNull()) {
            return "is empty";
        }
        return switch (value.getNodeType()) {
            case OBJECT -> "is keys and values";
            case ARRAY -> "is a list";
            case BOOLEAN -> "is true or false";
            case NUMBER -> "is a number";
            default -> value.asText().isBlank() ? "is empty" : "is text";
        };
    }

    private static String names(Map<String, ?> accepted) {
        return "one of " + String.join(", ", accepted.keySet());
    }

    /** The names that an enum has on the wire, in its order. */
    static <T extends Enum<T>> Map<String, T> names(T[] values, Function<T, String> wire) {
        Map<String, T> names = new LinkedHashMap<>();
        for (T value : values) {
            names.put(wire.apply(value), value);
        }
        return names;
    }
}
