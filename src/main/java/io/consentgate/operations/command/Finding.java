package io.consentgate.operations.command;

/**
 * One line of {@code doctor}.
 *
 * @param remedy what to do; null when nothing, or when {@code says} says it
 */
record Finding(String check, Status status, String says, String remedy) {

    enum Status {
        OK,
        /** Works; somebody should know. */
        NOTE,
        FIX,
        UNAVAILABLE
    }

    static Finding ok(String check, String says) {
        return new Finding(check, Status.OK, says, null);
    }

    static Finding note(String check, String says, String remedy) {
        return new Finding(check, Status.NOTE, says, remedy);
    }

    static Finding fix(String check, String says, String remedy) {
        return new Finding(check, Status.FIX, says, remedy);
    }

    static Finding unavailable(String check, String says, String remedy) {
        return new Finding(check, Status.UNAVAILABLE, says, remedy);
    }
}
