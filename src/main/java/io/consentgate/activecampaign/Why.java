package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reason that an error body gives, in all its shapes (chapter 3), fit for a log: whatever could be a person's data
 * (addresses, numbers, quoted values) is left out, and so is {@code detail}, which repeats what was sent.
 */
final class Why {

    private static final int LONGEST = 160;
    private static final Pattern ADDRESS = Pattern.compile("\\S*(@|%40)\\S*");
    private static final Pattern NUMBER = Pattern.compile("\\+?\\d[\\d ./()-]{2,}\\d");
    private static final Pattern QUOTED =
            Pattern.compile("(['\"\u2018\u2019\u201c\u201d`])(.*?)(['\"\u2018\u2019\u201c\u201d`])");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final Set<String> OUR_NAMES = Set.of(
            "email",
            "first_name",
            "last_name",
            "phone",
            "tags",
            "fields",
            "subscribe",
            "listid",
            "id",
            "value",
            "contacts",
            "batchId");

    private Why() {}

    static String of(int status, JsonNode json) {
        Set<String> reasons = new LinkedHashSet<>();
        JsonNode errors = json.path("errors");
        if (errors.isArray()) {
            errors.forEach(error -> reasons.add(reason(error)));
        } else if (errors.isValueNode()) {
            reasons.add(safe(errors.asText()));
        }
        reasons.add(safe(json.path("message").asText("")));
        reasons.remove("");
        return reasons.isEmpty() ? "status " + status : cut("status " + status + ": " + String.join("; ", reasons));
    }

    private static String reason(JsonNode error) {
        if (error.isValueNode()) {
            return safe(error.asText());
        }
        StringBuilder reason = new StringBuilder(
                safe(error.path("title").asText(error.path("message").asText(""))));
        append(reason, error.path("code").asText(""));
        append(reason, error.path("source").path("pointer").asText(""));
        append(reason, error.path("source").path("parameter").asText(""));
        return reason.toString();
    }

    private static void append(StringBuilder reason, String part) {
        if (!part.isEmpty()) {
            reason.append(reason.isEmpty() ? "" : " ")
                    .append('[')
                    .append(safe(part))
                    .append(']');
        }
    }

    static String safe(String text) {
        String visible = CONTROL.matcher(text).replaceAll(" ");
        String unquoted = QUOTED.matcher(visible)
                .replaceAll(found ->
                        Matcher.quoteReplacement(OUR_NAMES.contains(found.group(2)) ? found.group() : "\u2026"));
        String nobody = ADDRESS.matcher(unquoted).replaceAll("\u2026");
        return cut(NUMBER.matcher(nobody).replaceAll("\u2026").strip());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\u2026";
    }
}
