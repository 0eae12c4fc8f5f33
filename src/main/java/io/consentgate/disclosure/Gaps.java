package io.consentgate.disclosure;

import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Collects what the checklist finds, and knows what counts as said. */
final class Gaps {

    /** Written by somebody who meant to come back (disclosure.md 2). */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?i).*(\\bto" + "do\\b|\\bx" + "xx+\\b|notgiven|lorem ipsum|\\bexample\\.com\\b|\\btbd\\b).*");

    private static final int OLD_MONTHS = 6;
    private static final int EXPIRED_MONTHS = 12;

    private final NoticeSource source;
    private final List<Gap> found = new ArrayList<>();

    Gaps(NoticeSource source) {
        this.source = source;
    }

    List<Gap> found() {
        return found.stream().distinct().toList();
    }

    String siteFile(String key) {
        return "notice/sites/" + source.site().name() + ".yaml: " + key;
    }

    static String controllerFile(String key) {
        return "notice/controller.yaml: " + key;
    }

    static String processorFile(String key) {
        return "notice/processor.yaml: " + key;
    }

    String rulesFile(String key) {
        return "rules/" + source.rules().country() + ".yaml: " + key;
    }

    void stop(ChecklistItem item, String problem, String key, String remedy) {
        found.add(new Gap(item, problem, key, remedy, true));
    }

    void warn(ChecklistItem item, String problem, String key, String remedy) {
        found.add(new Gap(item, problem, key, remedy, false));
    }

    /** Whether something was said; a text that only holds a place was not. */
    boolean said(ChecklistItem item, Object value, String what, String key, String remedy) {
        if (value == null || value.toString().isBlank()) {
            stop(item, what + " is missing", key, remedy);
            return false;
        }
        return real(item, value.toString(), what, key);
    }

    private boolean real(ChecklistItem item, String value, String what, String key) {
        if (!source.example() && PLACEHOLDER.matcher(value).matches()) {
            stop(item, what + " is a placeholder", key, "write the real value");
            return false;
        }
        return true;
    }

    /** A text, or an address, in every language of the notice. */
    void everyLanguage(ChecklistItem item, Map<String, ?> values, String what, String key) {
        List<String> missing = source.languages().stream()
                .filter(language -> values == null || !values.containsKey(language))
                .toList();
        if (source.languages().isEmpty() ? values == null || values.isEmpty() : !missing.isEmpty()) {
            String in =
                    missing.isEmpty() || missing.size() == source.languages().size()
                            ? ""
                            : " in " + String.join(", ", missing);
            stop(item, what + " is missing" + in, key, "write it in every language of the notice");
        }
        if (values != null) {
            values.forEach((language, value) -> real(item, value.toString(), what + " in " + language, key));
        }
    }

    /** When somebody last looked: not in the future, not longer ago than a year, better within half of one. */
    void looked(ChecklistItem item, LocalDate day, String what, String key) {
        LocalDate today = source.today();
        if (day == null) {
            stop(item, "the day on which " + what + " was last checked is missing", key, "look, and write the day");
        } else if (day.isAfter(today)) {
            stop(item, what + " is said to be checked on " + day + ", which is not yet", key, "correct the day");
        } else if (day.isBefore(today.minusMonths(EXPIRED_MONTHS))) {
            stop(item, what + " was last checked on " + day + ": expired", key, "look again, and write the day");
        } else if (day.isBefore(today.minusMonths(OLD_MONTHS))) {
            warn(item, what + " was last checked on " + day, key, "look again before it expires after a year");
        }
    }

    void secure(ChecklistItem item, URI address, String what, String key) {
        if (address != null && !source.example() && !"https".equals(address.getScheme())) {
            stop(item, what + " is not https", key, "write an https address");
        }
    }
}
