package io.consentgate.tracking;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.delivery.FactsReader;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Decision;
import io.consentgate.gate.Gate;
import io.consentgate.gate.TrackedEvent;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import io.consentgate.tracking.TrackingOutbox.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends behaviour events: consent was given then (the intake saw to it), is asked of the gate again now, and the person
 * has to be delivered. The event endpoint knows neither time nor id, so nothing older than an hour goes and nothing is
 * sent twice (READINGS 25).
 */
public final class TrackingDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(TrackingDelivery.class);

    private static final Duration OLDEST = Duration.ofHours(1);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final int AT_ONCE = 20;

    private final ActiveCampaign account;
    private final Transactions transactions;
    private final TrackingOutbox outbox;
    private final ConfirmedStates states;
    private final Sites sites;
    private final Gate gate;
    private final FactsReader facts;
    private final Clock clock;
    private volatile boolean stopping;

    public TrackingDelivery(
            ActiveCampaign account,
            Transactions transactions,
            TrackingOutbox outbox,
            ConfirmedStates states,
            Sites sites,
            Gate gate,
            FactsReader facts,
            Clock clock) {
        this.account = account;
        this.transactions = transactions;
        this.outbox = outbox;
        this.states = states;
        this.sites = sites;
        this.gate = gate;
        this.facts = facts;
        this.clock = clock;
    }

    /** What may be done with one event at this moment. */
    private sealed interface Verdict {
        record Send(Cleared<TrackedEvent> event) implements Verdict {}

        record Wait() implements Verdict {}

        record Drop() implements Verdict {}
    }

    /** Works until no event is due. */
    public void drain() {
        while (!stopping && !account.directory().isEmpty()) {
            List<Waiting> due = transactions.read(tx -> outbox.due(tx, account.account(), clock.instant(), AT_ONCE));
            if (due.isEmpty()) {
                return;
            }
            for (Waiting event : due) {
                if (stopping || !deliver(event)) {
                    return;
                }
            }
        }
    }

    public void recover() {
        int doubtful = transactions.write(tx -> outbox.interrupted(tx, account.account()));
        if (doubtful > 0) {
            LOG.warn("{} behaviour events were being sent when the process ended; they are not repeated", doubtful);
        }
    }

    public void stop() {
        stopping = true;
    }

    /** @return whether it makes sense to go on with the next one */
    private boolean deliver(Waiting event) {
        Verdict verdict = transactions.read(tx -> verdict(tx, event));
        if (verdict instanceof Verdict.Drop) {
            write(tx -> outbox.drop(tx, event.id()));
            return true;
        }
        if (!(verdict instanceof Verdict.Send send)) {
            write(tx -> outbox.later(tx, event.id(), clock.instant().plus(lookAgain(event))));
            return true;
        }
        Answer<Void> answer = account.track(Lane.CONTACT, send.event(), () -> stands(event));
        if (answer instanceof Answer.Done<Void>) {
            write(tx -> outbox.sent(tx, event.id()));
            return true;
        }
        if (answer instanceof Answer.Refused<Void> refused) {
            if (refused.why().equals("stale")) {
                write(tx -> outbox.later(tx, event.id(), clock.instant()));
            } else {
                LOG.warn("the event endpoint refuses {}: {}", event, refused.why());
                write(tx -> outbox.drop(tx, event.id()));
            }
            return true;
        }
        if (answer instanceof Answer.Unavailable<Void> unavailable) {
            if (unavailable.inDoubt()) {
                LOG.warn("an event may or may not have arrived and is not repeated: {}", event);
                write(tx -> outbox.inDoubt(tx, event.id()));
            } else {
                write(tx -> outbox.later(tx, event.id(), clock.instant().plus(unavailable.retryAfter())));
            }
            return false;
        }
        write(tx -> outbox.later(tx, event.id(), clock.instant().plus(Duration.ofSeconds(30))));
        return false;
    }

    /** A quarter of its age: who has waited for long is not looked at, and written, every few seconds. */
    private Duration lookAgain(Waiting event) {
        Duration quarter = Duration.between(event.occurredAt(), clock.instant()).dividedBy(4);
        return quarter.compareTo(LOOK_AGAIN) < 0 ? LOOK_AGAIN : quarter;
    }

    /** The last question before the call, and the mark that it is made: both in one transaction. */
    private boolean stands(Waiting event) {
        return transactions.write(tx -> {
            boolean stands = verdict(tx, event) instanceof Verdict.Send;
            if (stands) {
                outbox.sending(tx, event.id());
            }
            return stands;
        });
    }

    private Verdict verdict(Transaction tx, Waiting event) {
        Instant now = clock.instant();
        Optional<Site> site = sites.named(event.site());
        if (site.isEmpty() || event.occurredAt().plus(OLDEST).isBefore(now)) {
            return new Verdict.Drop();
        }
        if (event.address() == null) {
            return new Verdict.Wait();
        }
        Optional<Confirmed> there = states.find(tx, event.account(), event.address());
        return facts.read(
                        tx,
                        site.get(),
                        event.address(),
                        there.map(Confirmed::known).orElse(false))
                .map(known -> {
                    Decision decision = gate.decide(site.get(), known.facts(), now);
                    if (Since.of(decision, known.facts().history()).isAfter(event.occurredAt())) {
                        return new Verdict.Drop();
                    }
                    Gate.Permission permission = new Gate.Permission(site.get(), known.facts(), decision);
                    return gate.clear(permission, new TrackedEvent(event.address(), event.name(), event.value()))
                            .map(cleared -> there.filter(Confirmed::delivered).isPresent()
                                    ? new Verdict.Send(cleared)
                                    : new Verdict.Wait())
                            .orElseGet(Verdict.Drop::new);
                })
                .orElseGet(Verdict.Drop::new);
    }

    private void write(java.util.function.Consumer<Transaction> work) {
        transactions.write(tx -> {
            work.accept(tx);
            return null;
        });
    }
}
