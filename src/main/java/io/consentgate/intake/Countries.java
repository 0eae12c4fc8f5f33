package io.consentgate.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names of countries as files write them. */
final class Countries {

    private static final Set<String> CODES = Set.of(Locale.getISOCountries());
    private static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.ITALIAN, Locale.GERMAN, Locale.FRENCH, Locale.forLanguageTag("es"));
    private static final Map<String, String> BY_NAME = new HashMap<>();

    static {
        for (String code : CODES) {
            for (Locale language : LANGUAGES) {
                BY_NAME.put(Cells.key(new Locale("", code).getDisplayCountry(language)), code);
            }
        }
    }

    private Countries() {}

    /** Null when it names no country. */
    static String code(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return CODES.contains(upper) ? upper : BY_NAME.get(Cells.key(text));
    }
}
