package io.consentgate.intake;

import java.util.regex.Pattern;

/** Money as files write it: {@code 1.234,50}, {@code 1,234.50}, a currency sign before or after. */
final class Amount {

    private static final Pattern ITALIAN = Pattern.compile("-?(\\d{1,3}(\\.\\d{3})+|\\d{1,13}),\\d{1,2}");
    private static final Pattern ENGLISH = Pattern.compile("-?(\\d{1,3}(,\\d{3})+|\\d{1,13})(\\.\\d{1,6})?");

    private Amount() {}

    /** A decimal number with a dot; null when it is none, or could be two different ones ({@code 1.234}). */
    static String of(String cell) {
        String text = cell.replaceAll("[\\s\\u00a0\\u2009\\u202f\u20ac$\u00a3]|EUR", "");
        if (ITALIAN.matcher(text).matches()) {
            return text.replace(".", "").replace(',', '.');
        }
        boolean undecided = text.matches("-?\\d{1,3}[.,]\\d{3}");
        return !undecided && ENGLISH.matcher(text).matches() ? text.replace(",", "") : null;
    }
}
