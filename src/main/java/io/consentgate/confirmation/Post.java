package io.consentgate.confirmation;

import io.consentgate.confirmation.text.Language;
import io.consentgate.confirmation.text.MailText;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Unconfirmed;

/** Hands a mail to the mail server, to the one whom the gate cleared for it. */
public interface Post {

    /**
     * @param messageId the same each time that this mail is sent, so that mailboxes tell a repetition
     * @param from our address; the controller's name stands beside it
     * @param back where a mail that cannot be delivered goes; null = to {@code from}, unread
     */
    record Letter(
            String messageId,
            String from,
            String fromName,
            String replyTo,
            Back back,
            Language language,
            MailText.Filled content) {

        @Override
        public String toString() {
            return "Letter[" + language + "]";
        }
    }

    /** @param address of the envelope; @param token the same in a header, for relays that replace the envelope */
    record Back(String address, String token) {

        @Override
        public String toString() {
            return "Back";
        }
    }

    /** What became of it. The reasons quote no address. */
    sealed interface Answer {

        /** The mail server has it. */
        record Taken() implements Answer {}

        /** The mailbox does not exist or takes no mail, for good: a hard bounce. */
        record NoSuchMailbox(int code, String status) implements Answer {}

        /** Refused for good, but not because of the address. */
        record Refused(String why) implements Answer {}

        /** Refused for now. */
        record NotNow(String why) implements Answer {}

        /** No mail left: no connection, wrong name or password. It is not about this mail. */
        record Unreachable(String why) implements Answer {}

        /** Handed over, but nobody said that it was taken. */
        record InDoubt(String why) implements Answer {}
    }

    Answer send(Cleared<Unconfirmed> to, Letter letter);
}
