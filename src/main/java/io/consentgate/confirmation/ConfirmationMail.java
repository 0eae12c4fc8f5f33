package io.consentgate.confirmation;

import java.time.Instant;

/**
 * A mail that asked somebody to confirm, and the link in it.
 *
 * @param addressKey keyed hash of the address
 * @param requestSeq row of the site's chain that it asks to confirm
 * @param askedAt from when that request counts
 * @param expiresAt until when the link opens something
 * @param language tag like {@code it}
 * @param textsHash SHA-256 of the texts that were sent, in hexadecimal digits
 * @param tries how often it was handed to the mail server
 * @param doubts how often it was handed over without anybody knowing whether it left
 * @param confirmedAt null until the button was pressed
 */
record ConfirmationMail(
        byte[] id,
        String site,
        long personId,
        byte[] addressKey,
        long requestSeq,
        Instant askedAt,
        Instant expiresAt,
        String language,
        String textsHash,
        State state,
        Instant madeAt,
        int tries,
        int doubts,
        Instant confirmedAt) {

    enum State {
        /** Written down before it is handed to the mail server; found again after a crash, it is in doubt. */
        SENDING,
        /** Not taken yet; comes again. */
        RETRY,
        SENT,
        /** The mail server does not want it, for good. */
        REFUSED
    }

    ConfirmationMail sendingAgain(boolean inDoubt) {
        return with(State.SENDING, tries + 1, inDoubt ? doubts + 1 : doubts, confirmedAt);
    }

    /** Nobody was there to take it: as if it had not been tried. */
    ConfirmationMail notHandedOver() {
        return with(State.RETRY, tries - 1, doubts, confirmedAt);
    }

    ConfirmationMail in(State next) {
        return with(next, tries, doubts, confirmedAt);
    }

    ConfirmationMail confirmed(Instant at) {
        return with(state, tries, doubts, at);
    }

    private ConfirmationMail with(State next, int nextTries, int nextDoubts, Instant confirmed) {
        return new ConfirmationMail(
                id,
                site,
                personId,
                addressKey,
                requestSeq,
                askedAt,
                expiresAt,
                language,
                textsHash,
                next,
                madeAt,
                nextTries,
                nextDoubts,
                confirmed);
    }

    @Override
    public String toString() {
        return "ConfirmationMail[" + state + "]";
    }
}
