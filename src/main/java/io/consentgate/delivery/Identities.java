package io.consentgate.delivery;

import io.consentgate.database.Transaction;
import io.consentgate.person.Ownership;
import io.consentgate.person.Ownership.Tenure;
import io.consentgate.person.People;
import io.consentgate.person.People.Alias;
import io.consentgate.person.People.Identity;
import io.consentgate.person.People.Person;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose statements count for one address (READINGS 20): its own, those of external ids while they stood for it, and
 * the noes of the addresses that it replaced. The same rows give the same answer in whatever order they were learnt.
 */
final class Identities {

    /** An address that stopped being the external id's, and when. */
    private record Predecessor(long personId, Instant leftAt) {}

    private final Person self;
    private final Map<Long, String> addresses;
    private final Map<Identity, Ownership> ownerships;
    private final Map<Long, Ownership> aliases = new HashMap<>();

    /** Per address that this one replaced, directly or not, up to when its noes go along. */
    private final Map<Long, Instant> carriedUpTo = new LinkedHashMap<>();

    /** Aliases of the replaced addresses, with the person that stands for the alias alone. */
    private final Set<Long> aliasPersons = new LinkedHashSet<>();

    private Identities(Person self, Map<Long, String> addresses, Map<Identity, Ownership> ownerships) {
        this.self = self;
        this.addresses = addresses;
        this.ownerships = ownerships;
    }

    static Identities of(Transaction tx, People people, String site, Person self) {
        Set<Long> known = new LinkedHashSet<>(Set.of(self.id()));
        List<Alias> all = people.aliasesAround(tx, site, known);
        if (all.isEmpty()) {
            return new Identities(self, Map.of(), Map.of());
        }
        boolean more = true;
        while (more) {
            List<Long> found = all.stream().map(Alias::personId).distinct().toList();
            more = known.addAll(found);
            if (more) {
                all = people.aliasesAround(tx, site, known);
            }
        }
        Map<Long, String> addresses = new HashMap<>();
        people.find(tx, known)
                .forEach(person -> addresses.put(person.id(), person.identity().value()));
        Map<Identity, Ownership> ownerships = Ownership.of(all, addresses::get);
        Identities identities = new Identities(self, addresses, ownerships);
        people.find(tx, site, ownerships.keySet()).forEach((alias, person) -> {
            identities.aliases.put(person.id(), ownerships.get(alias));
            identities.aliasPersons.add(person.id());
        });
        identities.follow();
        return identities;
    }

    /** Walks back over the addresses before this one; what was carried to them is carried on. */
    private void follow() {
        Deque<Predecessor> look = new ArrayDeque<>(predecessors(self.id(), null));
        while (!look.isEmpty()) {
            Predecessor next = look.poll();
            Instant known = carriedUpTo.get(next.personId());
            if (next.personId() != self.id() && (known == null || known.isBefore(next.leftAt()))) {
                carriedUpTo.put(next.personId(), next.leftAt());
                look.addAll(predecessors(next.personId(), next.leftAt()));
            }
        }
    }

    /** @param limit when what is carried on left already; null = not at all */
    private List<Predecessor> predecessors(long personId, Instant limit) {
        List<Predecessor> before = new ArrayList<>();
        for (Ownership ownership : ownerships.values()) {
            List<Tenure> tenures = ownership.tenures();
            for (int i = 1; i < tenures.size(); i++) {
                Tenure left = tenures.get(i - 1);
                if (tenures.get(i).personId() == personId) {
                    Instant until = limit != null && limit.isBefore(left.until()) ? limit : left.until();
                    before.add(new Predecessor(left.personId(), until));
                }
            }
        }
        return before;
    }

    Person self() {
        return self;
    }

    /** The address' own person and those of all external ids around; {@link #belongs} says when they speak for it. */
    Collection<Long> ownAndAliases() {
        Set<Long> ids = new LinkedHashSet<>(Set.of(self.id()));
        ids.addAll(aliasPersons);
        return ids;
    }

    Collection<Long> replacedIds() {
        return carriedUpTo.keySet();
    }

    /** Whether something said under this person at that moment is this address' own. */
    boolean belongs(long personId, Instant at) {
        if (personId == self.id()) {
            return true;
        }
        Ownership ownership = aliases.get(personId);
        return ownership != null && ownership.ownerAt(at) == self.id();
    }

    /** Whether a no said under this person at that moment goes along to this address. */
    boolean carries(long personId, Instant at) {
        Ownership ownership = aliases.get(personId);
        long owner = ownership == null ? personId : ownership.ownerAt(at);
        Instant upTo = carriedUpTo.get(owner);
        return upTo != null && !at.isAfter(upTo);
    }

    /** When the last external id of this address went to another one; null when it still has one, or never had. */
    Instant movedAwayAt() {
        return movedAwayAt(self.id());
    }

    private Instant movedAwayAt(long personId) {
        Instant latest = null;
        for (Ownership ownership : ownerships.values()) {
            if (ownership.owner() == personId) {
                return null;
            }
            for (Tenure tenure : ownership.tenures()) {
                if (tenure.personId() == personId
                        && (latest == null || tenure.until().isAfter(latest))) {
                    latest = tenure.until();
                }
            }
        }
        return latest;
    }

    /** Addresses directly before this one that no external id has any more, the one left last first. */
    List<String> replaced() {
        return predecessors(self.id(), null).stream()
                .filter(one -> one.personId() != self.id() && movedAwayAt(one.personId()) != null)
                .sorted(Comparator.comparing(Predecessor::leftAt).reversed())
                .map(one -> addresses.get(one.personId()))
                .filter(address -> address != null)
                .distinct()
                .toList();
    }
}
