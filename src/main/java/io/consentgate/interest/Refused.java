package io.consentgate.interest;

/** What was handed in cannot be the ground of anything; the message says what would be. Names nobody. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
        super(message);
    }
}
