package io.consentgate.rights;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Collection;

/** Where else somebody leaves traces than in profile and register, so that an erasure finds them all. */
interface Traces {

    /** Orders, carts and behaviour of these people that were last told of up to a moment. */
    void removeShopping(Transaction tx, Collection<Long> personIds, Instant upTo);

    /** Which external ids stood for these people up to a moment. */
    void removeAliases(Transaction tx, Collection<Long> personIds, Instant upTo);

    /** Orders of a shop by number, whomever they name. */
    void removeOrders(Transaction tx, String site, String shop, Collection<String> externalIds);

    /** Whether any order, cart, behaviour or alias is left. */
    boolean any(Transaction tx, Collection<Long> personIds);

    void removeDecisions(Transaction tx, Collection<Long> personIds);

    /** Confirmation mails, sent or due: their links open nothing any more. */
    void removeConfirmations(Transaction tx, Collection<Long> personIds);

    void removeDeadLetter(Transaction tx, String account, String address);

    /** What is known of, and still to be done for, the address on the account. */
    void removeRemote(Transaction tx, String account, String address);
}
