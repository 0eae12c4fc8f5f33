package io.consentgate.delivery;

import io.consentgate.database.Transaction;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.person.People.Person;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Whose rows are one address' own: said under the address, or under an external id while that stood for it
 * (READINGS 20).
 *
 * @param ids of the people that may have spoken for the address
 * @param belongs whether something that one of them said at a moment is the address' own
 */
public record Owned(Collection<Long> ids, BiPredicate<Long, Instant> belongs) {

    private static final Owned NOTHING = new Owned(List.of(), (id, at) -> false);

    public static Owned by(Transaction tx, People people, String site, String address) {
        Identity identity = Identity.email(address);
        Person person = people.find(tx, site, List.of(identity)).get(identity);
        if (person == null) {
            return NOTHING;
        }
        Identities identities = Identities.of(tx, people, site, person);
        return new Owned(identities.ownAndAliases(), identities::belongs);
    }
}
