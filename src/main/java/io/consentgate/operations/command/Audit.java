package io.consentgate.operations.command;

import org.slf4j.LoggerFactory;

/** Who read what is about people: lines of the log that are shown whatever its level. */
final class Audit {

    private Audit() {}

    /** Who sits at the keyboard, as the machine knows him. */
    static String user() {
        return System.getProperty("user.name", "?");
    }

    /** @param message with {@code {}} for each of the values; never personal data */
    static void note(String message, Object... values) {
        // The logger is made at first use: logging starts while the command line is read.
        LoggerFactory.getLogger("consentgate.audit").info(message, values);
    }
}
