package io.consentgate.confirmation;

/** Is told what each message in the mailbox of bounces was. */
public interface BounceObserver {

    /** @param outcome hard, soft, refused, settled, foreign or unreadable */
    void returned(String outcome);
}
