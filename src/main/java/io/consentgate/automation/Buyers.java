package io.consentgate.automation;

import io.consentgate.database.Transaction;
import io.consentgate.person.People;
import io.consentgate.person.People.Alias;
import io.consentgate.person.People.Identity;
import io.consentgate.person.People.Person;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who a shop's customer is: orders name addresses or external ids. */
final class Buyers {

    private final People people;

    Buyers(People people) {
        this.people = people;
    }

    /** The person of the address that an order or cart is of now; empty while none is known. */
    Optional<Person> owner(Transaction tx, String site, long personId) {
        return people.find(tx, personId)
                .flatMap(found -> people.currentOwner(tx, site, found.identity()))
                .flatMap(owner -> people.find(tx, owner))
                .filter(owner -> owner.identity().kind() == Identity.Kind.EMAIL);
    }

    /** The address and the external ids that it has, under any of which orders may lie. */
    Set<Long> names(Transaction tx, String site, long personId) {
        List<Identity> aliases = people.aliasesAround(tx, site, List.of(personId)).stream()
                .filter(alias -> alias.personId() == personId)
                .map(Alias::identity)
                .distinct()
                .toList();
        Set<Long> names = people.find(tx, site, aliases).values().stream()
                .map(Person::id)
                .collect(Collectors.toCollection(TreeSet::new));
        names.add(personId);
        return names;
    }
}
