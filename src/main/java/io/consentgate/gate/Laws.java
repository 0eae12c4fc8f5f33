package io.consentgate.gate;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import java.time.Instant;
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
            Rulebook book = new Rulebook(rules);
            put(rules.country(), book);
            rules.alsoFor().forEach(code -> put(code, book));
        }
        strictest = new Rulebook(CountryRules.all(sorted));
    }

    private void put(String code, Rulebook book) {
        if (byCountry.put(code, book) != null) {
            throw new IllegalArgumentException("two files of rules for " + code);
        }
    }

    /** The files, by country. */
    public List<CountryRules> all() {
        return byCountry.values().stream()
                .map(Rulebook::rules)
                .distinct()
                .sorted(Comparator.comparing(CountryRules::country))
                .toList();
    }

    /** The rules for a person of that country. */
    public CountryRules of(String country) {
        return book(country).rules();
    }

    /** The channels on which that country leaves a purpose to legitimate interest at a moment, in the enum's order. */
    public List<Channel> interestChannels(String country, Purpose purpose, Instant now) {
        return of(country).rules().stream()
                .filter(rule -> rule.basis() == Basis.LEGITIMATE_INTEREST
                        && rule.purpose() == purpose
                        && !rule.requires().contains(Requirement.CART)
                        && rule.inForce(now))
                .map(Rule::channel)
                .sorted()
                .toList();
    }

    Rulebook book(String country) {
        return byCountry.getOrDefault(country, strictest);
    }
}
