package io.consentgate.activecampaign;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * ActiveCampaign's form-encoded webhooks (chapter 16): bracketed keys, sometimes repeated, sometimes with an index.
 * Custom fields are not read: they come without their names and in no stable order.
 */
public final class WebhookForm {

    private static final Pattern LIST = Pattern.compile("list(\\[\\w*])*(\\[id])?");

    private WebhookForm() {}

    /** Empty when it says neither what happened nor to whom. */
    public static Optional<RemoteChange> read(byte[] body) {
        Map<String, String> members = new LinkedHashMap<>();
        Set<String> lists = new LinkedHashSet<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            String key = decoded(equals < 0 ? pair : pair.substring(0, equals)).strip();
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1)).strip();
            if (!value.isEmpty()) {
                members.putIfAbsent(key, value);
                if (LIST.matcher(key).matches() && value.matches("[1-9]\\d{0,17}")) {
                    lists.add(value);
                }
            }
        }
        String type = lower(members.get("type"));
        String contactId = members.get("contact[id]");
        if (contactId != null && !contactId.matches("\\d{1,18}")) {
            contactId = null;
        }
        String email = lower(members.get("contact[email]"));
        if (type == null || contactId == null && email == null) {
            return Optional.empty();
        }
        return Optional.of(new RemoteChange(
                type,
                Json.instant(withPlus(members.get("date_time"))),
                contactId,
                email,
                Set.copyOf(lists),
                lower(members.get("initiated_from")),
                lower(members.get("bounce[type]"))));
    }

    /** A plus sign that was not encoded arrives as a blank. */
    private static String withPlus(String date) {
        return date == null ? null : date.replaceFirst("(T.*) (\\d\\d:\\d\\d)$", "$1+$2");
    }

    private static String lower(String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** What is not well encoded is taken as it stands. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
