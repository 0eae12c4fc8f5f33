package io.consentgate.feedback;

import io.consentgate.database.Transaction;
import java.time.Instant;

/** Which webhooks were taken: the service delivers at least once. */
public interface WebhookKeys {

    /** Whether this is the first time; if so it is remembered. */
    boolean first(Transaction tx, byte[] hash, Instant now);

    /** Repetitions come within minutes: older keys are of no use. @return how many went */
    int forgetBefore(Transaction tx, Instant moment);
}
