package io.consentgate.person;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * First-party visitors of a site's pages, by keyed hash, and who was identified on which of them. A visitor's number is
 * negative and stands for it in the register, where what its banner told lies.
 */
public interface Visitors {

    /** The person of an identification who was erased since: nobody's, and nobody else's either. */
    long ERASED = 0;

    /** The site said that this person was using this visitor's browser. */
    record Identification(long visitorId, Instant at, long personId) {}

    Optional<Long> find(Transaction tx, String site, String visitorId);

    /** Finds them, and makes those that are new, to be kept for nothing so far. */
    Map<String, Long> findOrCreate(Transaction tx, String site, Collection<String> visitorIds, Instant now);

    /** Keeps a visitor on whom nobody was identified at least until then. */
    void keep(Transaction tx, long visitor, Instant until);

    /** The same again changes nothing. */
    void identify(Transaction tx, Collection<Identification> identifications);

    /** All that is known of these visitors, by time. */
    List<Identification> of(Transaction tx, Collection<Long> visitors);

    /** All that is known of every visitor on whom any of these people was identified, by time. */
    List<Identification> around(Transaction tx, Collection<Long> personIds);

    /** Forgets who was identified up to a moment; a visitor on whom nobody else was, goes altogether. */
    void forget(Transaction tx, Collection<Long> personIds, Instant upTo);

    /** Visitors on whom nobody was identified and who need not be kept any more. */
    List<Long> expired(Transaction tx, Instant now, int most);

    void remove(Transaction tx, Collection<Long> visitors);
}
