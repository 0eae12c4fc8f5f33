package io.consentgate.delivery;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who could not be delivered, or which cart or order of theirs, and why; no payload: a replay is decided anew (DESIGN 2). */
public interface DeadLetters {

    enum Kind {
        PERSON,
        CART,
        ORDER
    }

    /**
     * What of somebody could not be delivered.
     *
     * @param site of a cart or an order; empty for the person, as {@code shop} and {@code id}
     * @param id the shop's own
     */
    record Subject(Kind kind, String site, String shop, String id) {

        public static final Subject PERSON = new Subject(Kind.PERSON, "", "", "");
    }

    /** @param reason never personal data */
    record DeadLetter(
            long id,
            String account,
            String address,
            Subject subject,
            String reason,
            int attempts,
            Instant firstAt,
            Instant lastAt) {}

    default void put(Transaction tx, String account, String address, String reason, int attempts, Instant now) {
        put(tx, account, address, Subject.PERSON, reason, attempts, now);
    }

    void put(Transaction tx, String account, String address, Subject subject, String reason, int attempts, Instant now);

    /** The person was delivered, or there is nothing to deliver any more. */
    default void clear(Transaction tx, String account, String address) {
        clear(tx, account, address, Subject.PERSON);
    }

    void clear(Transaction tx, String account, String address, Subject subject);

    List<DeadLetter> list(Transaction tx, long idAfter, int limit);

    Optional<DeadLetter> find(Transaction tx, long id);

    /** Takes it away; the caller marks what it is about changed to replay. */
    boolean remove(Transaction tx, long id);

    long count(Transaction tx);
}
