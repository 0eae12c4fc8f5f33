package io.consentgate.intake;

import java.time.DateTimeException;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Months by their names, whole or cut to three letters. */
final class Months {

    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        for (Locale language : List.of(Locale.ENGLISH, Locale.ITALIAN)) {
            for (Month month : Month.values()) {
                String name = month.getDisplayName(TextStyle.FULL, language).toLowerCase(Locale.ROOT);
                NUMBERS.put(name, month.getValue());
                NUMBERS.put(name.substring(0, 3), month.getValue());
            }
        }
    }

    private Months() {}

    static int number(String name) {
        Integer number = NUMBERS.get(name.toLowerCase(Locale.ROOT));
        if (number == null) {
            throw new DateTimeException("no month");
        }
        return number;
    }
}
