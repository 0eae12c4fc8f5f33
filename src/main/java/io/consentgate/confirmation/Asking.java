package io.consentgate.confirmation;

import io.consentgate.confirmation.ConfirmationMail.State;
import io.consentgate.confirmation.ConfirmationQueue.Due;
import io.consentgate.confirmation.Post.Answer;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Unconfirmed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks who is due. A mail is written down before it is handed to the mail server. One that is found written down and
 * not answered for is in doubt: it is sent once more, with the same link and the same Message-ID, and never again.
 */
public final class Asking {

    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

    private static final int AT_ONCE = 20;

    /** Longer than the mail server is waited for. */
    private static final Duration LEASE = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final Duration[] AGAIN = {
        Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(4)
    };

    private final Transactions transactions;
    private final ConfirmationQueue queue;
    private final ConfirmationMails mails;
    private final Choosing choosing;
    private final Bounces bounces;
    private final Post post;
    private final AskingObserver observer;
    private final Clock clock;
    private volatile Trouble trouble;
    private volatile boolean stopped;

    Asking(
            Transactions transactions,
            ConfirmationQueue queue,
            ConfirmationMails mails,
            Choosing choosing,
            Bounces bounces,
            Post post,
            AskingObserver observer,
            Clock clock) {
        this.transactions = transactions;
        this.queue = queue;
        this.mails = mails;
        this.choosing = choosing;
        this.bounces = bounces;
        this.post = post;
        this.observer = observer;
        this.clock = clock;
    }

    /** The mail server cannot be used. */
    public record Trouble(String why, Instant since, Instant until) {}

    /** What is to happen with somebody who is due. */
    sealed interface Step {

        /** Hand this over. */
        record Send(ConfirmationMail mail, Cleared<Unconfirmed> to, Post.Letter letter) implements Step {}

        /** Nothing, now or ever. */
        record Done(String outcome) implements Step {}

        /** Too many mails of late. */
        record Wait(Instant until) implements Step {}
    }

    /** Looks at some who are due; the route calls again. */
    public void send() {
        Instant now = clock.instant();
        if (stopped || (trouble != null && now.isBefore(trouble.until()))) {
            return;
        }
        for (Due due : queue.claim(AT_ONCE, now, LEASE)) {
            if (stopped || (trouble != null && now.isBefore(trouble.until()))) {
                later(due, now);
            } else {
                one(due);
            }
        }
    }

    private void one(Due due) {
        Step step = transactions.write(tx -> begin(tx, due, clock.instant()));
        if (step instanceof Step.Done done) {
            observer.confirmation(done.outcome());
        } else if (step instanceof Step.Wait) {
            observer.confirmation("limited");
        } else if (step instanceof Step.Send sending) {
            Answer answer = post.send(sending.to(), sending.letter());
            observer.confirmation(transactions.write(tx -> settle(tx, due, sending.mail(), answer, clock.instant())));
        }
    }

    private Step begin(Transaction tx, Due due, Instant now) {
        Step step = choosing.step(tx, due, now);
        if (step instanceof Step.Done) {
            queue.done(tx, due);
        } else if (step instanceof Step.Wait wait) {
            queue.later(tx, due, wait.until());
        }
        return step;
    }

    /** @return the outcome, as the observer is told */
    private String settle(Transaction tx, Due due, ConfirmationMail mail, Answer answer, Instant now) {
        if (!(answer instanceof Answer.Unreachable)) {
            trouble = null;
        }
        if (answer instanceof Answer.Taken) {
            return done(tx, due, mail.in(State.SENT), "sent");
        }
        if (answer instanceof Answer.NoSuchMailbox bounce) {
            bounces.closed(tx, mail, Bounces.refused(bounce), now);
            return done(tx, due, mail.in(State.REFUSED), "bounced");
        }
        if (answer instanceof Answer.Refused refused) {
            LOG.warn("a confirmation mail of site {} was refused for good: {}", mail.site(), refused.why());
            return done(tx, due, mail.in(State.REFUSED), "refused");
        }
        if (answer instanceof Answer.InDoubt doubt) {
            LOG.warn("nobody said whether a confirmation mail of site {} was taken: {}", mail.site(), doubt.why());
            if (mail.doubts() > 0) {
                return done(tx, due, mail.in(State.SENT), "in_doubt");
            }
            queue.later(tx, due, now.plus(AGAIN[0]));
            return "postponed";
        }
        if (answer instanceof Answer.Unreachable unreachable) {
            pause(unreachable.why(), now);
            mails.save(tx, mail.notHandedOver());
            queue.later(tx, due, now.plus(PAUSE));
            return "postponed";
        }
        mails.save(tx, mail.in(State.RETRY));
        queue.later(tx, due, now.plus(AGAIN[Math.min(mail.tries(), AGAIN.length) - 1]));
        return "postponed";
    }

    private String done(Transaction tx, Due due, ConfirmationMail mail, String outcome) {
        mails.save(tx, mail);
        queue.done(tx, due);
        return outcome;
    }

    private void pause(String why, Instant now) {
        Trouble before = trouble;
        if (before == null) {
            LOG.warn("the mail server cannot be used: {}; tried again every {} s", why, PAUSE.toSeconds());
        }
        trouble = new Trouble(why, before == null ? now : before.since(), now.plus(PAUSE));
    }

    private void later(Due due, Instant now) {
        transactions.write(tx -> {
            queue.later(tx, due, now);
            return null;
        });
    }

    /** Empty when the mail server took or refused the last mail. */
    public Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** @param oldest since when the longest waiting is due; null when nobody is */
    public record Waiting(long people, Instant oldest) {}

    public Waiting waiting() {
        ConfirmationQueue.Waiting waiting = queue.waiting(clock.instant());
        return new Waiting(waiting.people(), waiting.oldest());
    }

    /** No other process works on this database: what a killed one was about is looked at now. */
    public void recover() {
        queue.release();
    }

    /** Begins nothing new. */
    public void stop() {
        stopped = true;
    }
}
