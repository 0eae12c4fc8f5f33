package io.consentgate.database;

import java.util.function.Function;

/** Runs work in one transaction: all of it is on disk when the call returns, or nothing is. */
public interface Transactions {

    /**
     * Read and write. Rolled back when the work throws. Done again when the database asks for it (a deadlock, a lost
     * race), so the work touches nothing outside but by {@link Transaction#afterCommit}.
     */
    <T> T write(Function<Transaction, T> work);

    /** Read only, from one consistent snapshot; never waits for a writer. */
    <T> T read(Function<Transaction, T> work);
}
