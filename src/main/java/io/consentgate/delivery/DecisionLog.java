package io.consentgate.delivery;

import io.consentgate.database.Transaction;
import io.consentgate.gate.Decision;

/** Keeps each decision that changed something, with rule and evidence and without personal data (DESIGN 2, 8). */
public interface DecisionLog {

    void record(Transaction tx, long personId, Decision decision);
}
