package io.consentgate.intake;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** What all cells have in common, whatever they mean. */
final class Cells {

    private static final Set<String> NOTHING = Set.of("", "-", "n/d", "null");

    private Cells() {}

    /** Blanks of every kind, non-breaking ones and byte order marks included. */
    static String trim(String cell) {
        int start = 0;
        int end = cell.length();
        while (start < end && blank(cell.charAt(start))) {
            start++;
        }
        while (end > start && blank(cell.charAt(end - 1))) {
            end--;
        }
        return cell.substring(start, end);
    }

    /** A leading apostrophe is a spreadsheet's shield; exactly one is taken off (shop-sources.md 4.3). */
    static String unshielded(String cell) {
        String text = trim(cell);
        return text.startsWith("'") ? trim(text.substring(1)) : text;
    }

    static boolean nothing(String cell) {
        return NOTHING.contains(trim(cell).toLowerCase(Locale.ROOT));
    }

    /** Whether a spreadsheet would calculate it. */
    static boolean formula(String cell) {
        return !cell.isEmpty() && "=+-@\t\r\n".indexOf(cell.charAt(0)) >= 0;
    }

    /** Lower case, without accents, every run of other signs one blank: {@code E-mail *} is {@code e mail}. */
    static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", " ")
                .strip();
    }

    private static boolean blank(char c) {
        return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\ufeff' || c == '\u200b';
    }
}
