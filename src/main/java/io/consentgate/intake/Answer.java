package io.consentgate.intake;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a cell of a consent column says (shop-sources.md 4.2). Nothing said is never a no, and never a yes. */
enum Answer {
    YES,
    NO,
    UNKNOWN;

    static final String EXPECTED = "si, yes, 1, true, x, on, subscribed; no, 0, false, off, unsubscribed; or nothing";

    private static final Map<Answer, Set<String>> WORDS = Map.of(
            YES,
            Set.of(
                    "si",
                    "s\u00ec",
                    "s",
                    "y",
                    "yes",
                    "true",
                    "t",
                    "vero",
                    "1",
                    "x",
                    "ok",
                    "on",
                    "subscribed",
                    "iscritto",
                    "attivo",
                    "granted"),
            NO,
            // More words than for a yes: a no that is misread costs a mail, a yes the law.
            Set.of(
                    "no",
                    "n",
                    "non",
                    "nein",
                    "false",
                    "f",
                    "falso",
                    "0",
                    "off",
                    "unsubscribed",
                    "disiscritto",
                    "denied",
                    "refused",
                    "withdrawn",
                    "revoked",
                    "opt-out",
                    "opted out",
                    "no grazie",
                    "non acconsento",
                    "nego",
                    "negato",
                    "rifiuto",
                    "rifiutato",
                    "revocato",
                    "cancellato"),
            UNKNOWN,
            Set.of("", "-", "n/d", "null"));

    /** Empty when the cell says something that nobody has told us how to read. */
    static Optional<Answer> of(String cell) {
        String word = Cells.trim(cell).toLowerCase(Locale.ROOT);
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getValue().contains(word))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
