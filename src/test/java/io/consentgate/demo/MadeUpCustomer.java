package io.consentgate.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A person invented around a real customer number, always the same one for the same number. First names are common,
 * last names say that nobody is called so, addresses lie in {@code example.com}, phones in a range that is not in use.
 */
public record MadeUpCustomer(
        String number,
        String email,
        String firstName,
        String lastName,
        String locale,
        String country,
        String phone,
        boolean loyal,
        Situation situation) {

    private static final List<String> ITALIAN = List.of(
            "Giulia", "Marco", "Chiara", "Luca", "Sofia", "Matteo", "Elena", "Davide", "Nicolò", "Martina", "Pietro",
            "Zoè");
    private static final List<String> ENGLISH =
            List.of("Emma", "James", "Olivia", "Harry", "Grace", "Oscar", "Alice", "Henry", "Chloë", "George");
    private static final List<String> ITALIAN_LAST =
            List.of("Esempio", "Prova", "Campione", "Finti", "Inventati", "D'Esempio", "Di Prova", "Segnaposto");
    private static final List<String> ENGLISH_LAST =
            List.of("Example", "Sample", "Placeholder", "Fictional", "Made-Up", "O'Example", "Dummy");

    /**
     * @param country as the shop's file writes it. The British majority is moved to Italy, so that the demo shows the
     *     Italian rules; everybody else keeps the country
     * @param bought whether a sale is on file: without one nobody is given a soft opt-in
     */
    static MadeUpCustomer of(String number, String country, boolean bought) {
        boolean italian = roll(number, "language") % 4 != 0;
        Situation situation = Situation.at((int) (roll(number, "situation") % 100));
        if (situation == Situation.SOFT_OPT_IN && !bought) {
            situation = Situation.SILENT;
        }
        return new MadeUpCustomer(
                number,
                "c" + number + "@example.com",
                pick(number, "first", italian ? ITALIAN : ENGLISH),
                pick(number, "last", italian ? ITALIAN_LAST : ENGLISH_LAST),
                italian ? "it" : "en",
                switch (country) {
                    case "United Kingdom", "Italy" -> "IT";
                    case "Germany" -> "DE";
                    case "France" -> "FR";
                    case "Spain" -> "ES";
                    case "EIRE" -> "IE";
                    case "Netherlands" -> "NL";
                    case "Belgium" -> "BE";
                    case "Portugal" -> "PT";
                    case "Poland" -> "PL";
                    case "Lithuania" -> "LT";
                    case "Sweden" -> "SE";
                    case "Norway" -> "NO";
                    case "Switzerland" -> "CH";
                    case "Channel Islands" -> "JE";
                    case "Australia" -> "AU";
                    case "Japan" -> "JP";
                    default -> null;
                },
                "+3935000" + String.format("%05d", Integer.parseInt(number) % 100_000),
                roll(number, "loyal") % 3 == 0,
                situation);
    }

    /** A number that looks random and is always the same. */
    static long roll(String number, String question) {
        CRC32 crc = new CRC32();
        crc.update((question + ':' + number).getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static String pick(String number, String question, List<String> from) {
        return from.get((int) (roll(number, question) % from.size()));
    }
}
