package io.consentgate.delivery;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue.Claim;
import io.consentgate.delivery.Planning.Intent;
import io.consentgate.delivery.Planning.Look;
import io.consentgate.delivery.Planning.Seen;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import io.consentgate.gate.Outcome;
import io.consentgate.site.Site;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one person who changed, does what is due, and writes down how it went. */
public final class OnePerson {

    private static final Logger LOG = LoggerFactory.getLogger(OnePerson.class);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** What ends is tried again even when it is refused: nobody else will. */
    private static final Duration ENDING_AGAIN = Duration.ofHours(1);

    private final Transactions transactions;
    private final ChangedQueue queue;
    private final ConfirmedStates states;
    private final Planning planning;
    private final Upsert upsert;
    private final Recognition recognition;
    private final Suppress suppress;
    private final DeadLetters deadLetters;
    private final DecisionLog decisions;
    private final Forgetting forgetting;
    private final DeliveryObserver observer;
    private final Clock clock;

    OnePerson(
            Transactions transactions,
            ChangedQueue queue,
            ConfirmedStates states,
            Planning planning,
            Upsert upsert,
            Recognition recognition,
            Suppress suppress,
            DeadLetters deadLetters,
            DecisionLog decisions,
            Forgetting forgetting,
            DeliveryObserver observer,
            Clock clock) {
        this.transactions = transactions;
        this.queue = queue;
        this.states = states;
        this.planning = planning;
        this.upsert = upsert;
        this.recognition = recognition;
        this.suppress = suppress;
        this.deadLetters = deadLetters;
        this.decisions = decisions;
        this.forgetting = forgetting;
        this.observer = observer;
        this.clock = clock;
    }

    void process(Claim claim) {
        try {
            process(claim, transactions.read(tx -> look(tx, claim)));
        } catch (RuntimeException failure) {
            LOG.error("a plan failed and is tried again: {} {}", claim, failure.toString(), failure);
            later(claim, Duration.ofSeconds(5));
        }
    }

    private void process(Claim claim, Look look) {
        try {
            switch (look.intent()) {
                case DELIVER -> deliver(claim, look);
                case SUPPRESS -> settle(claim, look, suppress.suppress(look));
                case RESTRICT -> settle(claim, look, suppress.restrict(look));
                case ERASE -> settle(claim, look, suppress.delete(look.confirmed()));
                case NOTHING -> settle(claim, look, Suppress.Result.NOTHING);
            }
        } catch (Halt halt) {
            halted(claim, look, halt);
        }
    }

    Look look(Transaction tx, Claim claim) {
        Confirmed confirmed = states.find(tx, claim.account(), claim.address())
                .orElseGet(() -> Confirmed.nobody(claim.account(), claim.address()));
        return look(tx, confirmed);
    }

    Look look(Transaction tx, Confirmed confirmed) {
        return planning.look(tx, confirmed, clock.instant());
    }

    private void deliver(Claim claim, Look look) {
        Cleared<ContactState> cleared = look.cleared().orElseThrow();
        if (!look.confirmed().known()) {
            Optional<Confirmed> replaced = replaced(look);
            if (replaced.isPresent()
                    && recognition.move(
                            claim,
                            cleared,
                            suppress.identify(replaced.get()),
                            look.confirmed(),
                            upsert.still(claim, cleared))) {
                throw Halt.stale();
            }
        }
        if (claim.lane() == Lane.WITHDRAWAL && upsert.onlyAdds(look)) {
            // A no to something else, or one that a newer yes has overtaken: nothing to take away, so nothing urgent.
            transactions.write(tx -> {
                queue.goOn(tx, claim, Lane.CONTACT);
                return null;
            });
            return;
        }
        boolean worked = upsert.run(claim, look);
        transactions.write(tx -> {
            Confirmed now = states.find(tx, claim.account(), claim.address()).orElse(look.confirmed());
            settle(tx, claim, new Look(now, look.seen(), look.cleared(), look.at()), worked);
            return null;
        });
    }

    /** The contact of an address that this one replaced, where that one may not be sent to any more (READINGS 20). */
    private Optional<Confirmed> replaced(Look look) {
        return transactions.read(tx -> look.seen().stream()
                .flatMap(seen -> seen.replaced().stream())
                .distinct()
                .flatMap(address -> states.find(tx, look.confirmed().account(), address).stream())
                .filter(Confirmed::known)
                .filter(other -> !other.mayBeImported())
                .filter(other -> planning.look(tx, other, clock.instant()).intent() == Intent.SUPPRESS)
                .findFirst());
    }

    private void settle(Claim claim, Look look, Suppress.Result result) {
        if (result.worked()
                && claim.lane() == Lane.WITHDRAWAL
                && look.confirmed().known()) {
            observer.withdrawalObeyed(Duration.between(claim.markedAt(), clock.instant()));
        }
        boolean gone = result.left() == null;
        transactions.write(tx -> {
            Confirmed left = gone ? Confirmed.nobody(claim.account(), claim.address()) : result.left();
            // A contact that went away changes the answer from suppress to drop: look once more.
            if (gone && look.confirmed().known() && look.intent() != Intent.ERASE) {
                queue.again(tx, claim, clock.instant(), false);
                log(tx, look, result.worked());
                return null;
            }
            if (result.more()) {
                queue.goOn(tx, claim, Lane.CONTACT);
                log(tx, look, true);
                return null;
            }
            settle(tx, claim, new Look(left, look.seen(), look.cleared(), look.at()), result.worked());
            return null;
        });
    }

    private void settle(Transaction tx, Claim claim, Look look, boolean worked) {
        log(tx, look, worked);
        deadLetters.clear(tx, claim.account(), claim.address());
        queue.done(tx, claim, look.next());
        forget(tx, look);
    }

    /** For plans that need no call: everything but the call. */
    void settleUnchanged(Transaction tx, Claim claim, Look look) {
        look.seen().forEach(seen -> observer.decided(seen.decision()));
        deadLetters.clear(tx, claim.account(), claim.address());
        queue.done(tx, claim, look.next());
        forget(tx, look);
    }

    private void log(Transaction tx, Look look, boolean worked) {
        for (Seen seen : look.seen()) {
            observer.decided(seen.decision());
            if (worked && !seen.decision().erased()) {
                decisions.record(tx, seen.personId(), seen.decision());
            }
        }
    }

    /** For members of an import that was taken. */
    void settleImported(Transaction tx, Claim claim, Look look) {
        log(tx, look, true);
        deadLetters.clear(tx, claim.account(), claim.address());
        queue.done(tx, claim, look.next());
    }

    private void forget(Transaction tx, Look look) {
        for (Seen seen : look.seen()) {
            String address = look.confirmed().address();
            Site site = seen.permission().site();
            Instant deadline = seen.decision().deadline();
            boolean waited = deadline != null && !deadline.isAfter(look.at());
            if (seen.decision().erased()) {
                forgetting.erased(tx, site, address);
            } else if (seen.decision().outcome() == Outcome.DROP && waited) {
                forgetting.profile(tx, site, address);
            } else if (seen.decision().outcome() == Outcome.SUPPRESS
                    && waited
                    && look.confirmed().emptied()) {
                forgetting.description(tx, site, address);
            }
        }
    }

    private void halted(Claim claim, Look look, Halt halt) {
        switch (halt.kind()) {
            case STALE, WAIT ->
                transactions.write(tx -> {
                    queue.again(tx, claim, clock.instant().plus(halt.after()), false);
                    return null;
                });
            case LATER -> later(claim, halt.after());
            case REFUSED -> refused(claim, look, halt.getMessage());
        }
    }

    void later(Claim claim, Duration after) {
        // Who said no does not wait for long once the service is back.
        Duration growing =
                Duration.ofSeconds(1L << Math.min(claim.attempts(), claim.lane() == Lane.WITHDRAWAL ? 3 : 8));
        Duration wait = after.compareTo(growing) > 0 ? after : growing;
        transactions.write(tx -> {
            queue.again(tx, claim, clock.instant().plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT), true);
            return null;
        });
    }

    void refused(Claim claim, Look look, String why) {
        LOG.warn("ActiveCampaign refuses a person, kept as a dead letter: {} {}", claim, why);
        transactions.write(tx -> {
            deadLetters.put(tx, claim.account(), claim.address(), why, claim.attempts() + 1, clock.instant());
            queue.done(tx, claim, afterRefusal(look));
            return null;
        });
    }

    private Instant afterRefusal(Look look) {
        Instant next = look.next();
        Instant again = clock.instant().plus(ENDING_AGAIN);
        boolean sooner = next == null || again.isBefore(next);
        return look.intent() != Planning.Intent.DELIVER && sooner ? again : next;
    }
}
