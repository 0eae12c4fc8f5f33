package io.consentgate.confirmation;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The mails that were written, newest first where there are several. */
interface ConfirmationMails {

    void add(Transaction tx, ConfirmationMail mail);

    void save(Transaction tx, ConfirmationMail mail);

    Optional<ConfirmationMail> find(Transaction tx, byte[] id);

    /** Whoever changes it next waits until this transaction ends. */
    Optional<ConfirmationMail> findToChange(Transaction tx, byte[] id);

    List<ConfirmationMail> of(Transaction tx, String site, long personId);

    /** When mails to this address were written, over all sites. */
    List<Instant> toAddress(Transaction tx, byte[] addressKey, Instant since);

    long ofSite(Transaction tx, String site, Instant since);

    /** Forgets old ones: their links are unknown from then on. */
    void forgetBefore(Transaction tx, Instant madeBefore);
}
