package io.consentgate.confirmation;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Map;

/** Marks who may have to confirm an address; the mark is part of the transaction that kept the request. */
public interface AskedPeople {

    /** Where no confirmation mails are sent. */
    AskedPeople NOBODY = (tx, site, languages, now) -> {};

    /** @param languages by person: the language in which the person was asked, null when unknown */
    void mark(Transaction tx, String site, Map<Long, String> languages, Instant now);
}
