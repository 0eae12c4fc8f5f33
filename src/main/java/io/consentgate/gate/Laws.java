package io.consentgate.gate;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The law of every country on file; a country that is not takes what all of them allow (READINGS 10). */
public final class Laws {

    private final Map<String, Rulebook> byCountry = new HashMap<>();
    private final Rulebook strictest;

    public Laws(Collection<CountryRules> countries) {
        if (countries.isEmpty()) {
            throw new IllegalArgumentException("no country's rules: at least one file is needed in rules/");
        }
        List<CountryRules> sorted = countries.stream()
                .sorted(Comparator.comparing(CountryRules::country))
                .toList();
        for (CountryRules rules : sorted) {
            if (byCountry.put(rules.country(), new Rulebook(rules)) != null) {
                throw new IllegalArgumentException("two files of rules for " + rules.country());
            }
        }
        strictest = new Rulebook(sorted.stream().reduce(CountryRules::and).orElseThrow());
    }

    /** The rules for a person of that country. */
    public CountryRules of(String country) {
        return book(country).rules();
    }

    Rulebook book(String country) {
        return byCountry.getOrDefault(country, strictest);
    }
}
