package io.consentgate.confirmation;

import io.consentgate.confirmation.ConfirmationMail.State;
import io.consentgate.confirmation.DeliveryReport.Verdict;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.person.KeyedHash;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Confirmation mails that came back: what a mail server reports of one of ours, and nobody else, ends the asking. */
public final class Returned {

    private static final Logger LOG = LoggerFactory.getLogger(Returned.class);

    private final Transactions transactions;
    private final ConfirmationMails mails;
    private final Bounces bounces;
    private final KeyedHash hashes;
    private final Clock clock;

    Returned(Transactions transactions, ConfirmationMails mails, Bounces bounces, KeyedHash hashes, Clock clock) {
        this.transactions = transactions;
        this.mails = mails;
        this.bounces = bounces;
        this.hashes = hashes;
        this.clock = clock;
    }

    /** What a message in the mailbox was; all but {@link #HARD} change nothing. */
    public enum Outcome {
        HARD,
        SOFT,
        /** For good, but because of our mail or of us. */
        REFUSED,
        /** A hard bounce of a mail that was known to have bounced, was confirmed, or is forgotten. */
        SETTLED,
        /** A report on no mail of ours, or on two: forged, or of somebody else's mail. */
        FOREIGN,
        /** No report that can be read: an answer, a vacation notice, advertising. */
        UNREADABLE
    }

    /** @param report null when the message is none */
    Outcome take(DeliveryReport report) {
        if (report == null) {
            return Outcome.UNREADABLE;
        }
        Set<String> named = report.places().stream()
                .flatMap(place -> ReturnPaths.mailIn(hashes, place).stream())
                .map(HexFormat.of()::formatHex)
                .collect(Collectors.toSet());
        if (named.size() != 1) {
            return Outcome.FOREIGN;
        }
        if (report.verdict() != Verdict.HARD) {
            return report.verdict() == Verdict.SOFT ? Outcome.SOFT : Outcome.REFUSED;
        }
        byte[] id = HexFormat.of().parseHex(List.copyOf(named).get(0));
        return transactions.write(tx -> hard(tx, id, report.status()));
    }

    private Outcome hard(Transaction tx, byte[] id, String status) {
        Optional<ConfirmationMail> mail = mails.findToChange(tx, id);
        // A mail whose button was pressed did arrive, whatever is said of it.
        if (mail.isEmpty() || mail.get().confirmedAt() != null) {
            return Outcome.SETTLED;
        }
        if (!bounces.closed(tx, mail.get(), Bounces.reported(status), clock.instant())) {
            return Outcome.SETTLED;
        }
        mails.save(tx, mail.get().in(State.REFUSED));
        LOG.info(
                "a confirmation mail of site {} came back for good: {}",
                mail.get().site(),
                status);
        return Outcome.HARD;
    }
}
