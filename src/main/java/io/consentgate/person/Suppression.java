package io.consentgate.person;

import io.consentgate.database.Transaction;
import io.consentgate.person.People.Identity;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The erased, by keyed hash only: who they were cannot be read from it, but they are recognised (consent.md 4.2). */
public interface Suppression {

    /** Of those asked for, when each was erased. */
    Map<Identity, Instant> erased(Transaction tx, String site, Collection<Identity> identities);

    /** The later erasure stays. */
    void add(Transaction tx, String site, Collection<Identity> identities, Instant erasedAt, String reason);

    default Optional<Instant> erased(Transaction tx, String site, Identity identity) {
        return Optional.ofNullable(erased(tx, site, java.util.List.of(identity)).get(identity));
    }
}
