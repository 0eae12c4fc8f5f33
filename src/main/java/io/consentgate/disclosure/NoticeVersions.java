package io.consentgate.disclosure;

import io.consentgate.database.Transaction;
import io.consentgate.event.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every version of every site's notice that was written; append-only, so that each can be shown for ever as it was. */
public interface NoticeVersions {

    /**
     * @param grade of the change against the version before; MINOR for the first
     * @param asksAgain purposes for which consents given under earlier versions no longer count
     * @param effectiveAt the first instant of {@code edition.effectiveFrom} in the site's zone
     */
    record Kept(NoticeEdition edition, Grade grade, Set<Purpose> asksAgain, Instant effectiveAt) {
        public Kept {
            asksAgain = Set.copyOf(asksAgain);
        }
    }

    /** Newest first. */
    List<Kept> of(Transaction tx, String site);

    Optional<Kept> newest(Transaction tx, String site);

    /** By name; empty when there is no such version. */
    List<NoticeFile> files(Transaction tx, String site, int version);

    /** @throws IllegalStateException when another process wrote that version meanwhile */
    void add(Transaction tx, Kept version, List<NoticeFile> files);
}
