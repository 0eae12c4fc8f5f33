package io.consentgate.consent;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Where no register is looked into. */
final class NoOppositionLists implements OppositionLists {

    @Override
    public List<Look> about(Transaction tx, String phone, String email) {
        return List.of();
    }

    @Override
    public List<Loaded> loaded(Transaction tx) {
        return List.of();
    }

    @Override
    public void add(Transaction tx, long listId, Long before, Instant checkedAt, Collection<Entry> entries) {
        throw new UnsupportedOperationException("no opposition lists are kept here");
    }

    @Override
    public long count(Transaction tx, long listId) {
        return 0;
    }

    @Override
    public void publish(Transaction tx, Loaded list) {
        throw new UnsupportedOperationException("no opposition lists are kept here");
    }

    @Override
    public int discard(Transaction tx, long listId) {
        return 0;
    }
}
