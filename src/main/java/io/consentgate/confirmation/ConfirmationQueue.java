package io.consentgate.confirmation;

import io.consentgate.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who may have to be asked: only who, never what. */
interface ConfirmationQueue extends AskedPeople {

    /** @param language as the request told; null when it did not */
    record Due(String site, long personId, String language, long version) {}

    /** @param oldest since when the longest waiting is due; null when nobody is */
    record Waiting(long people, Instant oldest) {}

    /** Takes some that are due, for this long; another node takes them after that. */
    List<Due> claim(int limit, Instant now, Duration lease);

    /** Done with; a mark that came meanwhile stays. */
    void done(Transaction tx, Due due);

    /** To be looked at again. */
    void later(Transaction tx, Due due, Instant at);

    /** Nobody else works on this database: what a killed process held is free. */
    void release();

    Waiting waiting(Instant now);
}
