package io.consentgate.person;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** The profiles of a site's people. */
public interface Profiles {

    Map<Long, Profile> find(Transaction tx, Collection<Long> personIds);

    /** Replaces them; an empty one is removed. */
    void save(Transaction tx, Map<Long, Profile> profiles, Instant now);

    void remove(Transaction tx, Collection<Long> personIds);
}
