package io.consentgate.gate;

import io.consentgate.event.Purpose;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The law of one country, as data (config/rules/*.yaml).
 *
 * @param country the file's name; {@code ALL} for the combination of all
 * @param alsoFor further ISO codes of people to whom it applies
 * @param version of the file
 * @param limits its numbers
 * @param registers opposition registers that have to be asked
 */
public record CountryRules(
        String country,
        Set<String> alsoFor,
        String version,
        List<Rule> rules,
        Limits limits,
        List<OppositionRegister> registers) {

    static final String ALL = "ALL";

    /**
     * @param minAge from which age a person consents alone
     * @param minAgeSource article
     * @param validityMonths how long a grant counts, per purpose
     * @param doiDays how long a double opt-in may stay unconfirmed
     * @param waitingDays how long a contact without permission is kept (READINGS 23)
     * @param graceDays from the last permission to the deletion in ActiveCampaign (READINGS 23)
     * @param cookieRepromptMonths before a refused banner may ask again
     * @param noticeDays by when somebody whose data rest on a legitimate interest is told (GDPR 14(3)(a))
     * @param cartReminderHours after the abandonment, within which an informative reminder may go (consent.md 3.6 C2)
     */
    public record Limits(
            int minAge,
            String minAgeSource,
            Map<Purpose, Integer> validityMonths,
            int doiDays,
            int waitingDays,
            int graceDays,
            int cookieRepromptMonths,
            int noticeDays,
            int cartReminderHours) {

        public Limits {
            validityMonths = new EnumMap<>(validityMonths);
            for (Purpose purpose : Purpose.values()) {
                if (!validityMonths.containsKey(purpose)) {
                    throw new IllegalArgumentException("no validity for " + purpose.wire());
                }
            }
        }

        Limits and(Limits other) {
            Map<Purpose, Integer> months = new EnumMap<>(validityMonths);
            other.validityMonths.forEach((purpose, value) -> months.merge(purpose, value, Math::min));
            return new Limits(
                    Math.max(minAge, other.minAge),
                    minAge >= other.minAge ? minAgeSource : other.minAgeSource,
                    months,
                    Math.min(doiDays, other.doiDays),
                    Math.min(waitingDays, other.waitingDays),
                    Math.min(graceDays, other.graceDays),
                    Math.max(cookieRepromptMonths, other.cookieRepromptMonths),
                    Math.min(noticeDays, other.noticeDays),
                    Math.min(cartReminderHours, other.cartReminderHours));
        }
    }

    public CountryRules {
        rules = List.copyOf(rules);
        alsoFor = Set.copyOf(alsoFor);
        registers = List.copyOf(registers);
    }

    /** What all of them allow, with the requirements of all: for people of a country whose law is not on file. */
    static CountryRules all(Collection<CountryRules> countries) {
        return countries.stream().reduce(CountryRules::and).orElseThrow();
    }

    private CountryRules and(CountryRules other) {
        List<Rule> both = new ArrayList<>();
        for (Rule mine : rules) {
            for (Rule theirs : other.rules) {
                if (mine.sameGround(theirs) && mine.overlaps(theirs)) {
                    both.add(mine.and(theirs));
                }
            }
        }
        Set<OppositionRegister> allRegisters = new LinkedHashSet<>(registers);
        allRegisters.addAll(other.registers);
        return new CountryRules(
                ALL,
                Set.of(),
                version.compareTo(other.version) >= 0 ? version : other.version,
                both,
                limits.and(other.limits),
                List.copyOf(allRegisters));
    }
}
