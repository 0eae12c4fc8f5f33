package io.consentgate.confirmation;

/** The mailbox that undelivered mails come back to. */
public record BounceMailbox(Protocol protocol, MailServer server) {

    public enum Protocol {
        IMAP,
        POP3
    }
}
