package io.consentgate.confirmation.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A language in which people are written to. */
public enum Language {
    IT,
    EN,
    DE,
    FR,
    ES;

    private static final Map<String, Language> OF_COUNTRY =
            Map.of("IT", IT, "DE", DE, "AT", DE, "FR", FR, "ES", ES, "SM", IT, "VA", IT, "LI", DE, "MC", FR);

    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag());
    }

    /** @param tag like {@code it}, {@code it-IT} or {@code it_IT}; empty for null and for other languages */
    public static Optional<Language> of(String tag) {
        if (tag == null) {
            return Optional.empty();
        }
        String wanted = tag.strip().split("[-_]", 2)[0].toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(language -> language.name().equals(wanted))
                .findFirst();
    }

    /** What is read in a country, as far as it is one of these; English elsewhere. */
    public static Language ofCountry(String country) {
        return OF_COUNTRY.getOrDefault(country, EN);
    }

    /** The first that a browser asks for ({@code Accept-Language}) and that is one of these. */
    public static Optional<Language> accepted(String header) {
        if (header == null || header.length() > 500) {
            return Optional.empty();
        }
        try {
            List<Locale> spoken = Arrays.stream(values()).map(Language::locale).toList();
            return Optional.ofNullable(Locale.lookup(Locale.LanguageRange.parse(header), spoken))
                    .flatMap(found -> of(found.getLanguage()));
        } catch (IllegalArgumentException notALanguage) {
            return Optional.empty();
        }
    }
}
