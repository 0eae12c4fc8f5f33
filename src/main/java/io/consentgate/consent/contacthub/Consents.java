package io.consentgate.consent.contacthub;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The member {@code consents} of a ContactHub customer, as it stands there (consent.md 1.1).
 *
 * @param disclaimer the notice that the person read; null when absent
 * @param leaves those of which anything is said
 * @param problems what is not as ContactHub's schema has it, each with the path: {@code type ...}, {@code
 *     unknownProperty ...}, {@code disclaimer.date.unparsable}
 */
public record Consents(Disclaimer disclaimer, Map<Leaf, State> leaves, List<String> problems) {

    public static final String DATE_UNPARSABLE = "disclaimer.date.unparsable";

    /** Every SDK knows only these; null, and absent, mean that nothing is known. */
    private static final Set<String> OF_LEAF = Set.of("status", "limitation", "objection");

    private static final Set<String> OF_DISCLAIMER = Set.of("date", "version");

    /** {@code 2017-01-25T17:14:01.000+0000}, with {@code Z} or with a colon in the offset. */
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter(java.util.Locale.ROOT);

    /**
     * @param status consent shown or given; for soft spam: in use and not refused
     * @param limitation restriction requested
     * @param objection objection raised
     */
    public record State(Boolean status, Boolean limitation, Boolean objection) {}

    /** @param date null when absent or no date; @param rawDate as written, null when absent */
    public record Disclaimer(Instant date, String rawDate, String version) {}

    public Consents {
        leaves = Collections.unmodifiableMap(leaves);
        problems = List.copyOf(problems);
    }

    /** Whether it is what ContactHub's schema allows. */
    public boolean valid() {
        return problems.isEmpty();
    }

    /** Whether it can be read at all: a date that is none is told, the rest still counts. */
    public boolean readable() {
        return problems.stream().allMatch(DATE_UNPARSABLE::equals);
    }

    /** @param consents the member's value; null and missing mean that there is none */
    public static Consents of(JsonNode consents) {
        return new Reading().read(consents);
    }

    private static final class Reading {
        private final Map<Leaf, State> leaves = new EnumMap<>(Leaf.class);
        private final List<String> problems = new ArrayList<>();
        private Disclaimer disclaimer;

        private Consents read(JsonNode consents) {
            if (isObject(consents, "consents")) {
                for (Map.Entry<String, JsonNode> member : consents.properties()) {
                    if (member.getKey().equals("disclaimer")) {
                        disclaimer(member.getValue());
                    } else {
                        branch(member.getKey(), member.getValue());
                    }
                }
            }
            return new Consents(disclaimer, leaves, problems);
        }

        private void branch(String path, JsonNode value) {
            Leaf leaf = leaf(path);
            if (leaf != null) {
                leaf(leaf, value);
            } else if (!leadsToALeaf(path)) {
                problems.add("unknownProperty " + path);
            } else if (isObject(value, path)) {
                value.properties().forEach(member -> branch(path + "." + member.getKey(), member.getValue()));
            }
        }

        private void leaf(Leaf leaf, JsonNode value) {
            if (!isObject(value, leaf.path())) {
                return;
            }
            for (String name : names(value)) {
                if (!OF_LEAF.contains(name)) {
                    problems.add("unknownProperty " + leaf.path() + "." + name);
                }
            }
            State state = new State(
                    flag(leaf, value, "status"), flag(leaf, value, "limitation"), flag(leaf, value, "objection"));
            if (state.status() != null || state.limitation() != null || state.objection() != null) {
                leaves.put(leaf, state);
            }
        }

        private Boolean flag(Leaf leaf, JsonNode value, String name) {
            JsonNode flag = value.path(name);
            if (flag.isBoolean()) {
                return flag.booleanValue();
            }
            if (!flag.isMissingNode() && !flag.isNull()) {
                problems.add("type " + leaf.path() + "." + name);
            }
            return null;
        }

        private void disclaimer(JsonNode value) {
            if (!isObject(value, "disclaimer")) {
                return;
            }
            for (String name : names(value)) {
                if (!OF_DISCLAIMER.contains(name)) {
                    problems.add("unknownProperty disclaimer." + name);
                }
            }
            String raw = text(value, "date");
            Instant date = raw == null ? null : date(raw);
            if (raw != null && date == null) {
                problems.add(DATE_UNPARSABLE);
            }
            disclaimer = new Disclaimer(date, raw, text(value, "version"));
        }

        private String text(JsonNode value, String name) {
            JsonNode text = value.path(name);
            if (!text.isTextual() && !text.isMissingNode() && !text.isNull()) {
                problems.add("type disclaimer." + name);
            }
            return text.textValue();
        }

        /** Null and absent are allowed everywhere and say nothing. */
        private boolean isObject(JsonNode value, String path) {
            boolean nothing = value == null || value.isNull() || value.isMissingNode();
            if (!nothing && !value.isObject()) {
                problems.add("type " + path);
            }
            return !nothing && value.isObject();
        }

        private static Instant date(String raw) {
            try {
                return OffsetDateTime.parse(raw, DATE).toInstant();
            } catch (DateTimeException notADate) {
                return null;
            }
        }

        private static Leaf leaf(String path) {
            for (Leaf leaf : Leaf.values()) {
                if (leaf.path().equals(path)) {
                    return leaf;
                }
            }
            return null;
        }

        private static boolean leadsToALeaf(String path) {
            for (Leaf leaf : Leaf.values()) {
                if (leaf.path().startsWith(path + ".")) {
                    return true;
                }
            }
            return false;
        }

        private static List<String> names(JsonNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            return names;
        }
    }
}
