package io.consentgate.consent;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The register of one installation: a chain per site. */
public interface ConsentRegister {

    /** @param evidence JSON that proves the statement; null when nothing may be kept */
    record NewEntry(long personId, Instant receivedAt, Statement statement, String evidence) {}

    /** A row with what proves it; evidence is null when it was erased or none was kept. */
    record Proof(RegisterEntry entry, String evidence) {}

    /** Appends to the site's chain, in the order given. */
    void append(Transaction tx, String site, List<NewEntry> entries);

    /** All that was stated about these people, oldest row first. */
    List<RegisterEntry> entriesOf(Transaction tx, Collection<Long> personIds);

    /** Whether any of these people's statements rests on a sale (soft opt-in). */
    boolean restOnSales(Transaction tx, Collection<Long> personIds);

    /** Whether anything in a site's chain came from a consent banner. */
    boolean holdsBanners(Transaction tx, String site);

    /** As {@link #entriesOf}, with evidence: only a data protection officer may see it. */
    List<Proof> proofsOf(Transaction tx, Collection<Long> personIds);

    /** Erases the evidence of these people's rows that are {@code chosen}; the rows stay, and so does the chain. */
    void eraseEvidence(Transaction tx, Collection<Long> personIds, Predicate<RegisterEntry> chosen);

    /** Keeps the document that a row's evidence names; it is erased with that evidence. */
    void attach(Transaction tx, RegisterEntry row, Document document);

    /** Empty when the row has none, or it was erased: only a data protection officer may see it. */
    Optional<Document> documentOf(Transaction tx, String site, long seq);

    /** Every row of a site in order, with its evidence, without holding them in memory. */
    void export(Transaction tx, String site, Consumer<Proof> consumer);

    /** Only whether the signed head outside the database is there and fits: empty when it does. */
    Optional<Verification.Finding> checkHead(String site);

    /** Walks the whole chain of a site, row by row, and compares it with the signed head outside the database. */
    Verification verify(String site);
}
