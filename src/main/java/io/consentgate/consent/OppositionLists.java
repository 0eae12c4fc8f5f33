package io.consentgate.consent;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What opposition registers say, loaded from files: numbers and addresses as keyed hashes, cut short. A list is a copy
 * of the whole register, in which somebody who is missing is not listed, or the answer to one's own numbers, in which
 * only those that were asked about are known.
 */
public interface OppositionLists {

    /**
     * A list that counts.
     *
     * @param checkedAt the day of the copy, or of the newest answer
     * @param phones whether it is about telephone numbers; @param emails whether it is about addresses
     */
    record Loaded(
            String register,
            long id,
            Instant checkedAt,
            boolean copy,
            boolean phones,
            boolean emails,
            long entries,
            Instant importedAt) {}

    /**
     * @param identity normalised phone (E.164) or e-mail address
     * @param since when it was registered; null when the file does not say
     */
    record Entry(String identity, boolean listed, Instant since) {}

    /** @param listedSince null = not listed */
    record Look(String register, Instant checkedAt, Instant listedSince) {}

    /** What is known of a person; lists of a kind of which the person has nothing say nothing. */
    List<Look> about(Transaction tx, String phone, String email);

    List<Loaded> loaded(Transaction tx);

    /**
     * Adds to a list that does not count yet, or to answers that do.
     *
     * @param before the list that it replaces: who stood there already was registered then; null = none
     */
    void add(Transaction tx, long listId, Long before, Instant checkedAt, Collection<Entry> entries);

    long count(Transaction tx, long listId);

    /** From now on this list counts for its register; the one before it is gone. */
    void publish(Transaction tx, Loaded list);

    /** Removes a part of a list's rows that never counted, or no longer does; how many are left to remove is not told. */
    int discard(Transaction tx, long listId);

    /** Nothing was ever loaded. */
    OppositionLists NONE = new NoOppositionLists();
}
