package io.consentgate.disclosure.publish;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;

/** Chooses a language by {@code Accept-Language} (RFC 9110 12.5.4, RFC 4647 lookup). */
final class Languages {

    private Languages() {}

    /** @param offered the first is shown to whoever asks for none of them */
    static String choose(String accepted, List<String> offered) {
        if (accepted == null || accepted.isBlank() || accepted.length() > 1_000) {
            return offered.get(0);
        }
        try {
            List<LanguageRange> wanted = LanguageRange.parse(accepted).stream()
                    .filter(range -> range.getWeight() > 0)
                    .toList();
            String chosen = Locale.lookupTag(wanted, offered);
            return chosen == null ? offered.get(0) : chosen;
        } catch (IllegalArgumentException unreadable) {
            return offered.get(0);
        }
    }
}
