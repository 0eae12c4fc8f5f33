package io.consentgate.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a text also when it is percent-encoded, JSON-escaped or in base64, up to three layers deep. */
final class Spellings {

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})|\\\\(/)");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}={0,2}");
    private static final Pattern PERCENT = Pattern.compile("(?:%[0-9a-fA-F]{2})+");
    private static final int LAYERS = 3;

    private Spellings() {}

    static boolean mentions(String text, String wanted) {
        return mentions(text, wanted.toLowerCase(Locale.ROOT), LAYERS);
    }

    private static boolean mentions(String text, String wanted, int layers) {
        if (text.toLowerCase(Locale.ROOT).contains(wanted)) {
            return true;
        }
        if (layers == 0) {
            return false;
        }
        String percent =
                PERCENT.matcher(text).replaceAll(match -> Matcher.quoteReplacement(percentDecoded(match.group())));
        String spaced = percent.replace('+', ' ');
        String unescaped = ESCAPE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) == null ? "/" : String.valueOf((char) Integer.parseInt(match.group(1), 16))));
        return !percent.equals(text) && mentions(percent, wanted, layers - 1)
                || !spaced.equals(percent) && spaced.toLowerCase(Locale.ROOT).contains(wanted)
                || !unescaped.equals(text) && mentions(unescaped, wanted, layers - 1)
                || BASE64.matcher(text).results().anyMatch(run -> mentions(decoded(run.group()), wanted, layers - 1));
    }

    private static String percentDecoded(String escapes) {
        return URLDecoder.decode(escapes, StandardCharsets.UTF_8);
    }

    private static String decoded(String run) {
        try {
            String standard = run.replace('-', '+').replace('_', '/').replace("=", "");
            int surplus = standard.length() % 4 == 1 ? 1 : 0;
            byte[] bytes = Base64.getDecoder().decode(standard.substring(0, standard.length() - surplus));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
