package io.consentgate.feedback;

import io.consentgate.database.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a reconciliation found, kept until it is repaired, so that a repair need not hold it or find it again. */
public interface Findings {

    /** Why the two sides differ. */
    enum Reason {
        /** Active on a mapped list, and the register says no. */
        ACTIVE_NOT_ALLOWED,
        /** Active on a mapped list, and no site has ever heard of the address. */
        ACTIVE_UNKNOWN,
        /** There again after an erasure. */
        ERASED_THERE,
        /** Allowed and confirmed here; there unsubscribed, bounced, or taken off the list. */
        NOT_ACTIVE_THERE,
        /** Allowed and confirmed here; the contact is not there. */
        MISSING_THERE;

        String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** @param remoteId null when it was never learned */
    record Finding(String address, String remoteId, Reason reason) {
        @Override
        public String toString() {
            return "Finding[" + reason + "]";
        }
    }

    /** One finding per address: what is found later in a run is more exact. */
    void put(Transaction tx, String account, Collection<Finding> findings);

    Map<Reason, Long> count(Transaction tx, String account);

    List<Finding> page(Transaction tx, String account, int limit);

    void remove(Transaction tx, String account, Collection<String> addresses);

    void clear(Transaction tx, String account);

    /**
     * Confirmed people by ascending contact id.
     *
     * @param after exclusive
     * @param upTo inclusive; null = no end
     */
    List<Known> knownById(Transaction tx, String account, String after, String upTo, int limit);

    record Known(String address, String remoteId) {
        @Override
        public String toString() {
            return "Known[" + remoteId + "]";
        }
    }
}
