package io.consentgate.operations;

import io.consentgate.consent.OppositionLists.Loaded;
import io.consentgate.gate.CountryRules;
import io.consentgate.gate.OppositionRegister;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How old the looks into opposition registers are, and whether it is time for the next. */
public final class OppositionAges {
    /** Somebody has to fetch the copy: a week is time enough. */
    private static final Duration AHEAD = Duration.ofDays(7);

    private OppositionAges() {}

    /** @param until when it is too old; null when no country's rules name the register any more */
    public record Age(Loaded list, Instant until) {

        public boolean tooOld(Instant now) {
            return until != null && !now.isBefore(until);
        }

        public boolean soon(Instant now) {
            return until != null && !now.isBefore(until.minus(AHEAD));
        }
    }

    public static List<Age> of(List<Loaded> lists, Collection<CountryRules> laws) {
        return lists.stream()
                .map(list -> new Age(
                        list,
                        register(list.register(), laws)
                                .map(register -> list.checkedAt().plus(Duration.ofDays(register.maxAgeDays())))
                                .orElse(null)))
                .toList();
    }

    /** The register of that name, whichever country's it is. */
    public static Optional<OppositionRegister> register(String name, Collection<CountryRules> laws) {
        return laws.stream()
                .flatMap(rules -> rules.registers().stream())
                .filter(register -> register.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Degraded before a channel closes for want of a look, and while it is closed. */
    public static HealthPart health(Supplier<List<Loaded>> lists, Collection<CountryRules> laws, Instant now) {
        HealthPart part = HealthPart.up();
        for (Age age : of(lists.get(), laws)) {
            if (age.soon(now)) {
                part = HealthPart.degraded(
                        age.list().register() + (age.tooOld(now) ? " is too old since " : " is too old from ")
                                + age.until() + ": load a new copy with consentgate oppositions import");
            }
        }
        for (Age age : of(lists.get(), laws)) {
            part = part.with(age.list().register(), age.list().checkedAt().toString());
        }
        return part;
    }
}
