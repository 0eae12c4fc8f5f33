package io.consentgate.gate;

import io.consentgate.event.Purpose;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The law of one country, as data (config/rules/*.yaml).
 *
 * @param country ISO code; {@code strictest(...)} for the combination of several
 * @param version of the file
 * @param minAge from which age a person consents alone
 * @param validityMonths how long a grant counts, per purpose
 * @param doiDays how long a double opt-in may stay unconfirmed
 * @param waitingDays how long a contact without permission is kept (READINGS 23)
 * @param graceDays from the last permission to the deletion in ActiveCampaign (READINGS 23)
 * @param cookieRepromptMonths before a refused banner may ask again
 * @param registers opposition registers, for the record
 */
public record CountryRules(
        String country,
        String version,
        List<Rule> rules,
        int minAge,
        Map<Purpose, Integer> validityMonths,
        int doiDays,
        int waitingDays,
        int graceDays,
        int cookieRepromptMonths,
        Set<String> registers) {

    public CountryRules {
        rules = List.copyOf(rules);
        validityMonths = new EnumMap<>(validityMonths);
        registers = Set.copyOf(registers);
        for (Purpose purpose : Purpose.values()) {
            if (!validityMonths.containsKey(purpose)) {
                throw new IllegalArgumentException("no validity for " + purpose.wire() + " in " + country);
            }
        }
    }

    /** What both countries allow, with the requirements of both: for people of a country whose law is not on file. */
    CountryRules and(CountryRules other) {
        List<Rule> both = new ArrayList<>();
        for (Rule mine : rules) {
            for (Rule theirs : other.rules) {
                if (mine.sameGround(theirs) && mine.overlaps(theirs)) {
                    both.add(mine.and(theirs));
                }
            }
        }
        Map<Purpose, Integer> months = new EnumMap<>(validityMonths);
        other.validityMonths.forEach((purpose, value) -> months.merge(purpose, value, Math::min));
        Set<String> allRegisters = new HashSet<>(registers);
        allRegisters.addAll(other.registers);
        return new CountryRules(
                country + "+" + other.country,
                version + "+" + other.version,
                both,
                Math.max(minAge, other.minAge),
                months,
                Math.min(doiDays, other.doiDays),
                Math.min(waitingDays, other.waitingDays),
                Math.min(graceDays, other.graceDays),
                Math.max(cookieRepromptMonths, other.cookieRepromptMonths),
                allRegisters);
    }
}
