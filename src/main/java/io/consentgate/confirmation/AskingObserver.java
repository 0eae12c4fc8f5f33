package io.consentgate.confirmation;

/** Is told what became of each request that was looked at. */
public interface AskingObserver {

    /** @param outcome sent, not_needed, limited, postponed, bounced, refused, in_doubt or confirmed */
    void confirmation(String outcome);
}
