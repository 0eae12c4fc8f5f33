package io.consentgate.database;

/**
 * The database did not do what was asked. Says which statement failed and the database's own code, never a value: the
 * driver's message may quote a row, so it is not passed on.
 */
public final class DatabaseUnavailable extends RuntimeException {

    private final boolean passing;

    DatabaseUnavailable(String what, String code, boolean passing) {
        super(what + " (" + code + ")");
        this.passing = passing;
    }

    /** Whether the same work may succeed when it is simply done again: a deadlock, a lost race, a busy file. */
    public boolean passing() {
        return passing;
    }
}
