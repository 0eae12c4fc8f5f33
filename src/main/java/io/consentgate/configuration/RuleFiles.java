package io.consentgate.configuration;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Basis;
import io.consentgate.gate.CountryRules;
import io.consentgate.gate.Requirement;
import io.consentgate.gate.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads config/rules/*.yaml: the law of a country as dated data. */
final class RuleFiles {

    private static final Map<String, Basis> BASES = Section.names(Basis.values(), Basis::wire);
    private static final Map<String, Requirement> REQUIREMENTS = Section.names(Requirement.values(), Requirement::wire);

    private final Problems problems;

    RuleFiles(Problems problems) {
        this.problems = problems;
    }

    List<CountryRules> read(Path folder, String shownAs) {
        List<CountryRules> countries = new ArrayList<>();
        boolean any = false;
        try {
            for (Path path : YamlFile.in(folder)) {
                any = true;
                String name = path.getFileName().toString();
                YamlFile.read(path, shownAs + "/" + name, problems)
                        .ifPresent(file -> country(file, name.replace(".yaml", ""), countries));
            }
        } catch (IOException unreadable) {
            problems.add(shownAs, "", "cannot be read", "a folder of readable files", null);
        }
        if (!any) {
            problems.add(shownAs, "", "holds no country's rules", "at least one file like IT.yaml", null);
        }
        return countries;
    }

    private void country(Section file, String name, List<CountryRules> into) {
        String country = file.text("country");
        if (country != null && !country.equals(name)) {
            file.wrong("country", "differs from the file's name", name, "rename the file or correct the key");
        }
        String version = file.text("version");
        ZoneId zone = file.zone("zone", ZoneId.of("UTC"));
        int minAge = file.number("min_age", 0, 30);
        int doiDays = file.number("doi_days", 1, 365);
        int waitingDays = file.number("waiting_days", 1, 365);
        int graceDays = file.number("grace_days", 0, 365);
        int reprompt = file.number("cookie_reprompt_months", 1, 120);
        Map<Purpose, Integer> months = months(file.requiredSection("validity_months"));
        Set<String> registers = file.texts("opposition_registers");
        List<Rule> rules = new ArrayList<>();
        for (Section line : file.sections("rules")) {
            Rule rule = rule(line, zone);
            if (rule != null) {
                checkOverlap(line, rule, rules);
                rules.add(rule);
            }
        }
        if (rules.isEmpty()) {
            file.wrong("rules", "is empty", "at least one rule; without one everything is denied", null);
        }
        file.refuseOthers();
        if (problems.none()) {
            into.add(new CountryRules(
                    country, version, rules, minAge, months, doiDays, waitingDays, graceDays, reprompt, registers));
        }
    }

    private static Map<Purpose, Integer> months(Section section) {
        Map<Purpose, Integer> months = new EnumMap<>(Purpose.class);
        if (section != null) {
            for (Purpose purpose : Purpose.values()) {
                months.put(purpose, section.number(purpose.wire(), 1, 120));
            }
            section.refuseOthers();
        }
        return months;
    }

    private static Rule rule(Section line, ZoneId zone) {
        String id = line.text("id");
        Purpose purpose = line.oneOf("purpose", Names.PURPOSES);
        Channel channel = channel(line, purpose);
        Basis basis = line.oneOf("basis", BASES);
        Set<Requirement> requires = line.setOf("requires", REQUIREMENTS);
        Set<Purpose> forbids = line.setOf("forbids", Names.PURPOSES);
        String source = line.text("source");
        LocalDate from = line.date("valid_from");
        LocalDate to = line.dateOr("valid_to", null);
        line.refuseOthers();
        if (from != null && to != null && to.isBefore(from)) {
            line.wrong("valid_to", "lies before valid_from", "the last day on which the rule is in force", null);
        }
        if (id == null || purpose == null || channel == null || basis == null || source == null || from == null) {
            return null;
        }
        Instant until = to == null ? null : to.plusDays(1).atStartOfDay(zone).toInstant();
        return new Rule(
                id,
                purpose,
                channel,
                basis,
                requires,
                forbids,
                source,
                from.atStartOfDay(zone).toInstant(),
                until);
    }

    private static Channel channel(Section line, Purpose purpose) {
        if (purpose != null && !purpose.perChannel()) {
            if (line.has("channel")) {
                line.wrong("channel", "stands with a purpose that has one cell for all channels", "no channel", null);
            }
            return Channel.NONE;
        }
        return line.oneOf("channel", Names.CHANNELS);
    }

    private static void checkOverlap(Section line, Rule rule, List<Rule> earlier) {
        Set<String> ids = new HashSet<>();
        for (Rule other : earlier) {
            ids.add(other.id());
            boolean sameGround = other.purpose() == rule.purpose()
                    && other.channel() == rule.channel()
                    && other.basis() == rule.basis();
            boolean together = (other.until() == null || rule.from().isBefore(other.until()))
                    && (rule.until() == null || other.from().isBefore(rule.until()));
            if (sameGround && together) {
                line.wrong(
                        "valid_from",
                        "overlaps with rule " + other.id() + " of the same purpose, channel and basis",
                        "one rule in force at a time",
                        "end the older one with valid_to");
            }
        }
        if (ids.contains(rule.id())) {
            line.wrong("id", "\"" + rule.id() + "\" is the id of another rule already", "each id once", null);
        }
    }
}
