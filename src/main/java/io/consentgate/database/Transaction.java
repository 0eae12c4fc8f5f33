package io.consentgate.database;

/** An open transaction, handed to stores; only {@code Sql*} classes look inside. */
public interface Transaction {

    /** Runs once all of it is on disk, never when it was rolled back; a failure of it is logged and nothing else. */
    void afterCommit(Runnable action);

    /** What this transaction deletes must not stay readable in the files: they are scrubbed after the commit. */
    void scrub();
}
