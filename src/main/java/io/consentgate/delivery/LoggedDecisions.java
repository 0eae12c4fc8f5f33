package io.consentgate.delivery;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.function.Consumer;

/** What was done in ActiveCampaign, and on which ground: for the accountability of the controller (GDPR 5(2)). */
public interface LoggedDecisions {

    /**
     * @param person the random number that stands for the person
     * @param content JSON: country, version of the rules, and the cells with rule, source, basis and records
     */
    record Logged(String site, long person, Instant decidedAt, String outcome, String reason, String content) {}

    /** Every decision that changed something, oldest first, without holding them in memory. */
    void export(Transaction tx, String site, Consumer<Logged> consumer);
}
