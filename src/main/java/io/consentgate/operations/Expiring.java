package io.consentgate.operations;

import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.FactsReader;
import io.consentgate.event.Purpose;
import io.consentgate.gate.CellDecision;
import io.consentgate.gate.Gate;
import io.consentgate.person.People;
import io.consentgate.person.People.Person;
import io.consentgate.site.Site;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Whose permission ends soon, so that somebody can ask again in time. Reads a page of people at a time. */
public final class Expiring {
    private static final int PAGE = 500;

    private final Transactions transactions;
    private final People people;
    private final FactsReader facts;
    private final Gate gate;
    private final Clock clock;

    public Expiring(Transactions transactions, People people, FactsReader facts, Gate gate, Clock clock) {
        this.transactions = transactions;
        this.people = people;
        this.facts = facts;
        this.gate = gate;
        this.clock = clock;
    }

    /** @param ends when it ends, unless the person agrees again */
    public record Permission(String site, String email, CellDecision cell, Instant ends) {}

    /** @param seen told now and then how many people were looked at */
    public void find(Site site, Duration ahead, Consumer<Permission> found, LongConsumer seen) {
        Instant now = clock.instant();
        String after = "";
        long looked = 0;
        while (after != null) {
            String from = after;
            List<Person> page = transactions.read(tx -> {
                List<Person> some = people.addresses(tx, site.name(), from, PAGE);
                some.forEach(person -> find(tx, site, person.identity().value(), now, now.plus(ahead), found));
                return some;
            });
            looked += page.size();
            seen.accept(looked);
            after = page.size() < PAGE
                    ? null
                    : page.get(page.size() - 1).identity().value();
        }
    }

    private void find(
            Transaction tx, Site site, String address, Instant now, Instant until, Consumer<Permission> found) {
        facts.read(tx, site, address, false).ifPresent(known -> {
            for (CellDecision cell : gate.decide(site, known.facts(), now).cells()) {
                Instant ends = cell.ends();
                if (ends != null && !ends.isAfter(until) && cell.purpose() != Purpose.SERVICE) {
                    found.accept(new Permission(site.name(), address, cell, ends));
                }
            }
        });
    }
}
