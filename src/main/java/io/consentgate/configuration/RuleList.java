package io.consentgate.configuration;

import io.consentgate.event.Channel;
import io.consentgate.gate.Requirement;
import io.consentgate.gate.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of one country as they are read, and what they may not be to each other: twice, overlapping, with a gap. */
final class RuleList {

    private record Ground(Object purpose, Object channel, Object basis) {

        static Ground of(Rule rule) {
            return new Ground(rule.purpose(), rule.channel(), rule.basis());
        }
    }

    private final Set<Channel> withRegister;
    private final Map<Rule, Section> lines = new LinkedHashMap<>();

    /** @param withRegister channels for which the file names an opposition register */
    RuleList(Set<Channel> withRegister) {
        this.withRegister = withRegister;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    List<Rule> all() {
        return List.copyOf(lines.keySet());
    }

    void add(Section line, Rule rule) {
        for (Rule other : lines.keySet()) {
            if (Ground.of(other).equals(Ground.of(rule)) && together(other, rule)) {
                line.wrong(
                        "valid_from",
                        "overlaps with rule " + other.id() + " of the same purpose, channel and basis",
                        "one rule in force at a time",
                        "end the older one with valid_to");
            }
        }
        if (lines.keySet().stream().anyMatch(other -> other.id().equals(rule.id()))) {
            line.wrong("id", "\"" + rule.id() + "\" is the id of another rule already", "each id once", null);
        }
        if (rule.requires().contains(Requirement.OPPOSITION_REGISTER) && !withRegister.contains(rule.channel())) {
            line.wrong(
                    "requires",
                    "asks for an opposition register, and none of the file covers "
                            + rule.channel().wire(),
                    "a register with that channel among opposition_registers",
                    null);
        }
        lines.put(rule, line);
    }

    private static boolean together(Rule one, Rule other) {
        return (one.until() == null || other.from().isBefore(one.until()))
                && (other.until() == null || one.from().isBefore(other.until()));
    }

    /** Between two rules of one ground the law does not pause: a day that none of them covers is a slip. */
    void checkGaps() {
        Map<Ground, List<Rule>> grounds = new LinkedHashMap<>();
        lines.keySet().forEach(rule -> grounds.computeIfAbsent(Ground.of(rule), any -> new ArrayList<>())
                .add(rule));
        for (List<Rule> rules : grounds.values()) {
            rules.sort(Comparator.comparing(Rule::from));
            for (int i = 1; i < rules.size(); i++) {
                Rule earlier = rules.get(i - 1);
                Rule later = rules.get(i);
                if (earlier.until() != null && earlier.until().isBefore(later.from())) {
                    lines.get(later)
                            .wrong(
                                    "valid_from",
                                    "leaves a gap after rule " + earlier.id()
                                            + " of the same purpose, channel and basis",
                                    "the day after its valid_to",
                                    "nothing would be allowed in between");
                }
            }
        }
    }
}
