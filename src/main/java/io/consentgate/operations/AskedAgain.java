package io.consentgate.operations;

import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.FactsReader;
import io.consentgate.event.Purpose;
import io.consentgate.gate.CellDecision;
import io.consentgate.gate.Decision;
import io.consentgate.gate.Gate;
import io.consentgate.gate.NoticeChanges;
import io.consentgate.person.People;
import io.consentgate.person.People.Person;
import io.consentgate.site.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;

/** Whose consents a change of the notice ends: the gate is asked with it and without. A page of people at a time. */
public final class AskedAgain {
    private static final int PAGE = 500;

    private final Transactions transactions;
    private final People people;
    private final FactsReader facts;
    private final Gate gate;

    public AskedAgain(Transactions transactions, People people, FactsReader facts, Gate gate) {
        this.transactions = transactions;
        this.people = people;
        this.facts = facts;
        this.gate = gate;
    }

    /**
     * @param addresses of everybody concerned
     * @param byPurpose how many lose each purpose
     */
    public record Concerned(List<String> addresses, Map<Purpose, Long> byPurpose) {}

    /**
     * @param at when the change takes effect
     * @param seen told now and then how many people were looked at
     */
    public Concerned find(Site site, NoticeChanges changes, Instant at, LongConsumer seen) {
        Gate changed = gate.with(changes);
        List<String> addresses = new ArrayList<>();
        Map<Purpose, Long> byPurpose = new EnumMap<>(Purpose.class);
        String after = "";
        long looked = 0;
        while (after != null) {
            String from = after;
            List<Person> page = transactions.read(tx -> {
                List<Person> some = people.addresses(tx, site.name(), from, PAGE);
                some.forEach(person -> {
                    String address = person.identity().value();
                    Set<Purpose> lost = lost(tx, site, address, changed, at);
                    lost.forEach(purpose -> byPurpose.merge(purpose, 1L, Long::sum));
                    if (!lost.isEmpty()) {
                        addresses.add(address);
                    }
                });
                return some;
            });
            looked += page.size();
            seen.accept(looked);
            after = page.size() < PAGE
                    ? null
                    : page.get(page.size() - 1).identity().value();
        }
        return new Concerned(List.copyOf(addresses), byPurpose);
    }

    private Set<Purpose> lost(Transaction tx, Site site, String address, Gate changed, Instant at) {
        return facts.read(tx, site, address, false)
                .map(known -> {
                    Decision before = gate.decide(site, known.facts(), at);
                    Decision after = changed.decide(site, known.facts(), at);
                    return before.cells().stream()
                            .filter(CellDecision::allowed)
                            .filter(cell -> !after.allows(cell.purpose(), cell.channel()))
                            .map(CellDecision::purpose)
                            .filter(Objects::nonNull)
                            .collect(java.util.stream.Collectors.toSet());
                })
                .orElse(Set.of());
    }
}
