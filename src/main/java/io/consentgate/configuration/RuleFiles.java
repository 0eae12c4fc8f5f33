package io.consentgate.configuration;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Basis;
import io.consentgate.gate.CountryRules;
import io.consentgate.gate.OppositionRegister;
import io.consentgate.gate.Requirement;
import io.consentgate.gate.Rule;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
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
        for (Path path : YamlFile.in(folder, shownAs, problems)) {
            any = true;
            String name = path.getFileName().toString();
            YamlFile.read(path, shownAs + "/" + name, problems)
                    .ifPresent(file -> country(file, name.replace(".yaml", ""), countries));
        }
        onePerCode(countries, shownAs);
        if (!any) {
            problems.add(shownAs, "", "holds no country's rules", "at least one file like IT.yaml", null);
        }
        return countries;
    }

    private void onePerCode(List<CountryRules> countries, String shownAs) {
        Map<String, String> owner = new LinkedHashMap<>();
        countries.forEach(rules -> owner.put(rules.country(), rules.country()));
        for (CountryRules rules : countries) {
            for (String code : rules.alsoFor()) {
                String other = owner.putIfAbsent(code, rules.country());
                if (other != null) {
                    problems.add(
                            shownAs + "/" + rules.country() + ".yaml",
                            "also_for",
                            "\"" + code + "\" is told by " + shownAs + "/" + other + ".yaml already",
                            "each country in one file",
                            "remove it from one of the two");
                }
            }
        }
    }

    private void country(Section file, String name, List<CountryRules> into) {
        String country = file.text("country");
        if (country != null && !country.equals(name)) {
            file.wrong("country", "differs from the file's name", name, "rename the file or correct the key");
        }
        String version = file.text("version");
        ZoneId zone = file.zone("zone", ZoneId.of("UTC"));
        Set<String> alsoFor = file.texts("also_for");
        CountryRules.Limits limits = limits(file);
        List<OppositionRegister> registers = new ArrayList<>();
        Set<Channel> withRegister = EnumSet.noneOf(Channel.class);
        for (Section line : file.sections("opposition_registers")) {
            Set<Channel> channels = line.someOf("channels", Names.CHANNELS);
            withRegister.addAll(channels);
            OppositionRegister register = register(line, channels, zone);
            if (register != null) {
                registers.add(register);
            }
        }
        RuleList rules = new RuleList(withRegister);
        for (Section line : file.sections("rules")) {
            Rule rule = rule(line, zone);
            if (rule != null) {
                rules.add(line, rule);
            }
        }
        if (rules.isEmpty()) {
            file.wrong("rules", "is empty", "at least one rule; without one everything is denied", null);
        }
        rules.checkGaps();
        file.refuseOthers();
        if (problems.none()) {
            into.add(new CountryRules(country, alsoFor, version, rules.all(), limits, registers));
        }
    }

    private static CountryRules.Limits limits(Section file) {
        int minAge = file.number("min_age", 0, 30);
        String minAgeSource = file.text("min_age_source");
        int doiDays = file.number("doi_days", 1, 365);
        int waitingDays = file.number("waiting_days", 1, 365);
        int graceDays = file.number("grace_days", 0, 365);
        int reprompt = file.number("cookie_reprompt_months", 1, 120);
        int noticeDays = file.number("notice_days", 1, 31);
        int reminderHours = file.number("cart_reminder_hours", 1, 72);
        Map<Purpose, Integer> months = months(file.requiredSection("validity_months"));
        for (Purpose purpose : Purpose.values()) {
            months.putIfAbsent(purpose, 1);
        }
        return new CountryRules.Limits(
                minAge, minAgeSource, months, doiDays, waitingDays, graceDays, reprompt, noticeDays, reminderHours);
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

    private static OppositionRegister register(Section line, Set<Channel> channels, ZoneId zone) {
        String name = line.text("name");
        int maxAgeDays = line.number("max_age_days", 1, 366);
        String source = line.text("source");
        InForce inForce = InForce.read(line, zone);
        line.refuseOthers();
        return name == null || channels.isEmpty() || source == null || inForce == null
                ? null
                : new OppositionRegister(
                        name, channels, maxAgeDays, source, inForce.since(), inForce.from(), inForce.until());
    }

    /** From the first instant of the first day to the last of the last. */
    private record InForce(LocalDate since, Instant from, Instant until) {

        static InForce read(Section line, ZoneId zone) {
            LocalDate from = line.date("valid_from");
            LocalDate to = line.dateOr("valid_to", null);
            if (from != null && to != null && to.isBefore(from)) {
                line.wrong("valid_to", "lies before valid_from", "the last day on which it is in force", null);
            }
            return from == null
                    ? null
                    : new InForce(
                            from,
                            from.atStartOfDay(zone).toInstant(),
                            to == null
                                    ? null
                                    : to.plusDays(1).atStartOfDay(zone).toInstant());
        }
    }

    private static Rule rule(Section line, ZoneId zone) {
        String id = line.text("id");
        Purpose purpose = line.oneOf("purpose", Names.PURPOSES);
        Channel channel = channel(line, purpose);
        Basis basis = line.oneOf("basis", BASES);
        Set<Requirement> requires = line.setOf("requires", REQUIREMENTS);
        Set<Purpose> forbids = line.setOf("forbids", Names.PURPOSES);
        String source = line.text("source");
        InForce inForce = InForce.read(line, zone);
        line.refuseOthers();
        if (id == null || purpose == null || channel == null || basis == null || source == null || inForce == null) {
            return null;
        }
        return new Rule(
                id,
                purpose,
                channel,
                basis,
                requires,
                forbids,
                source,
                inForce.since(),
                inForce.from(),
                inForce.until());
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
}
