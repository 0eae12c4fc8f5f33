package io.consentgate.gate;

import io.consentgate.event.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A country's rules, laid out by cell so that a decision looks up instead of searching. */
final class Rulebook {

    private static final int BASES = Basis.values().length;

    private final CountryRules rules;
    private final Rule[][] byCellAndBasis = new Rule[Cells.COUNT * BASES][];
    private final Instant[] changes;
    private final long registered;
    private final long ruled;
    private final OppositionRegister[] registers;
    private final CellDecision[] untouched = new CellDecision[Cells.COUNT];

    Rulebook(CountryRules rules) {
        this.rules = rules;
        List<List<Rule>> slots = new ArrayList<>();
        for (int i = 0; i < byCellAndBasis.length; i++) {
            slots.add(new ArrayList<>());
        }
        for (Rule rule : rules.rules()) {
            slots.get(slot(Cells.index(rule.purpose(), rule.channel()), rule.basis()))
                    .add(rule);
        }
        for (int i = 0; i < byCellAndBasis.length; i++) {
            byCellAndBasis[i] = slots.get(i).toArray(new Rule[0]);
        }
        registers = rules.registers().toArray(new OppositionRegister[0]);
        changes = Stream.concat(
                        rules.rules().stream().flatMap(rule -> Stream.of(rule.from(), rule.until())),
                        rules.registers().stream().flatMap(register -> Stream.of(register.from(), register.until())))
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toArray(Instant[]::new);
        ruled = rules.rules().stream()
                .mapToLong(rule -> Cells.bit(Cells.index(rule.purpose(), rule.channel())))
                .reduce(0, (one, other) -> one | other);
        registered = rules.rules().stream()
                .filter(rule -> rule.basis() == Basis.CONSENT && rule.until() == null)
                .filter(rule -> rule.requires().contains(Requirement.OPPOSITION_REGISTER))
                .mapToLong(rule -> Cells.bit(Cells.index(rule.purpose(), rule.channel())))
                .reduce(0, (one, other) -> one | other);
        for (int cell = 0; cell < Cells.COUNT; cell++) {
            untouched[cell] = unknown(cell, null);
            if (needsRegister(cell)) {
                OppositionRegister register = registerFor(Cells.channel(cell));
                untouched[cell] = Reason.REGISTER_NOT_CHECKED.denies(
                        cell, register.source(), register.since(), State.UNKNOWN, null, null, List.of(), null);
            }
        }
    }

    CountryRules rules() {
        return rules;
    }

    /** The rule in force for a ground, null when the law knows none. */
    Rule rule(int cell, Basis basis, Instant now) {
        for (Rule rule : byCellAndBasis[slot(cell, basis)]) {
            if (rule.inForce(now)) {
                return rule;
            }
        }
        return null;
    }

    /** Where no ground is known, whatever else was found out. */
    static CellDecision unknown(int cell, Instant validUntil) {
        return Reason.UNKNOWN.denies(cell, State.UNKNOWN, null, null, List.of(), validUntil);
    }

    private OppositionRegister registerFor(Channel channel) {
        for (OppositionRegister register : registers) {
            if (register.channels().contains(channel)) {
                return register;
            }
        }
        throw new IllegalStateException("rules of " + rules.country()
                + " ask for an opposition register that they do not name, on " + channel.wire());
    }

    OppositionRegister[] registers() {
        return registers;
    }

    /** The cells that something can open at some time. */
    long ruled() {
        return ruled;
    }

    /** The cells that stay closed, whatever is said, while no opposition register was looked into. */
    long registered() {
        return registered;
    }

    /** Telephone marketing in a country with an opposition register (R5). */
    boolean needsRegister(int cell) {
        return (registered & Cells.bit(cell)) != 0;
    }

    /** The answers for somebody of whom nothing is known. */
    CellDecision[] untouched() {
        return untouched.clone();
    }

    CellDecision untouched(int cell) {
        return untouched[cell];
    }

    /** The first moment after {@code now} at which a rule starts or ends; null = none. */
    Instant nextChange(Instant now) {
        for (Instant change : changes) {
            if (change.isAfter(now)) {
                return change;
            }
        }
        return null;
    }

    private static int slot(int cell, Basis basis) {
        return cell * BASES + basis.ordinal();
    }
}
