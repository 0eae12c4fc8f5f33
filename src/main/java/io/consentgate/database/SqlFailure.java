package io.consentgate.database;

import java.sql.SQLException;
import java.util.Set;

/** Turns the driver's exceptions into ours, leaving behind their text: it may quote values. */
final class SqlFailure {

    /** PostgreSQL: serialization failure, deadlock. */
    private static final Set<String> RACES = Set.of("40001", "40P01");

    private static final int SQLITE_BUSY = 5;

    private SqlFailure() {}

    static DatabaseUnavailable of(String what, SQLException failure) {
        SQLException last = failure;
        while (last.getNextException() != null) {
            last = last.getNextException();
        }
        String state = last.getSQLState() == null ? "" : "SQLSTATE " + last.getSQLState() + ", ";
        boolean passing = (last.getSQLState() != null && RACES.contains(last.getSQLState()))
                || (last.getErrorCode() & 0xff) == SQLITE_BUSY;
        DatabaseUnavailable ours = new DatabaseUnavailable(
                what + " failed", state + "code " + last.getErrorCode() + ", " + hint(last), passing);
        ours.setStackTrace(last.getStackTrace());
        return ours;
    }

    /** The driver's kind of failure; SQLite's codes stand in brackets at the head of its message. */
    private static String hint(SQLException failure) {
        String message = failure.getMessage();
        if (message != null && message.startsWith("[SQLITE_") && message.indexOf(']') > 0) {
            return message.substring(1, message.indexOf(']'));
        }
        return failure.getClass().getSimpleName();
    }
}
