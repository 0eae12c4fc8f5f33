package io.consentgate.person;

import io.consentgate.person.People.Alias;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Which address an external id stood for, and when: read from alias rows in whatever order they came (READINGS 20). */
public final class Ownership {

    /** One address' time with an external id. @param until exclusive; null = it still has it */
    public record Tenure(long personId, Instant since, Instant until) {}

    private final List<Tenure> tenures;

    private Ownership(List<Tenure> tenures) {
        this.tenures = List.copyOf(tenures);
    }

    /**
     * One per external id.
     *
     * @param address text of a person's address: of two at the same instant the greater one counts as the later
     */
    public static Map<People.Identity, Ownership> of(List<Alias> aliases, Function<Long, String> address) {
        Map<People.Identity, List<Alias>> byAlias = new LinkedHashMap<>();
        aliases.forEach(alias -> byAlias.computeIfAbsent(alias.identity(), one -> new ArrayList<>())
                .add(alias));
        Map<People.Identity, Ownership> all = new HashMap<>();
        byAlias.forEach((identity, rows) -> all.put(identity, ofOne(rows, address)));
        return all;
    }

    private static Ownership ofOne(List<Alias> rows, Function<Long, String> address) {
        List<Alias> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Alias::since)
                .thenComparing(alias -> Objects.requireNonNullElse(address.apply(alias.personId()), "")));
        List<Tenure> tenures = new ArrayList<>();
        for (Alias row : sorted) {
            Tenure last = tenures.isEmpty() ? null : tenures.get(tenures.size() - 1);
            if (last == null) {
                tenures.add(new Tenure(row.personId(), row.since(), null));
            } else if (last.personId() != row.personId()) {
                tenures.set(tenures.size() - 1, new Tenure(last.personId(), last.since(), row.since()));
                tenures.add(new Tenure(row.personId(), row.since(), null));
            }
        }
        return new Ownership(tenures);
    }

    /** In their order; never empty. */
    public List<Tenure> tenures() {
        return tenures;
    }

    /** Whose it was at that moment; before the first, whose it became first. */
    public long ownerAt(Instant moment) {
        Tenure owner = tenures.get(0);
        for (Tenure tenure : tenures) {
            if (!tenure.since().isAfter(moment)) {
                owner = tenure;
            }
        }
        return owner.personId();
    }

    public long owner() {
        return tenures.get(tenures.size() - 1).personId();
    }
}
