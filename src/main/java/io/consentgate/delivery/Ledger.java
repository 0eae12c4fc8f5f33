package io.consentgate.delivery;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue.Claim;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Writes down what is about to be sent and what was confirmed, one short transaction each. */
final class Ledger {

    private final Transactions transactions;
    private final ConfirmedStates states;
    private final ChangedQueue queue;
    private final ImportBatches batches;
    private final Clock clock;

    Ledger(Transactions transactions, ConfirmedStates states, ChangedQueue queue, ImportBatches batches, Clock clock) {
        this.transactions = transactions;
        this.states = states;
        this.queue = queue;
        this.batches = batches;
        this.clock = clock;
    }

    /**
     * Saves how far a plan came. When somebody else wrote the row meanwhile (a webhook, a poll, a read-back), both are
     * kept, to be read again, and the plan ends: what it goes on with is not known to be so. While an import with the
     * person is open, whatever is written down beside it is an end of something: its read-back hurries.
     *
     * @return what was saved, to go on with
     */
    Confirmed save(Confirmed state) {
        if (!transactions.write(tx -> put(tx, state))) {
            throw Halt.stale();
        }
        return state.written();
    }

    private boolean put(Transaction tx, Confirmed state) {
        if (state.remoteId() != null && movedAway(tx, state)) {
            throw Halt.stale();
        }
        if (!states.saveIfUnchanged(tx, List.of(state))) {
            Confirmed heard = states.find(tx, state.account(), state.address()).orElseThrow();
            states.save(tx, List.of(state.mergedWith(heard, clock.instant())));
            return false;
        }
        if (state.batchId() != null) {
            batches.hurry(tx, state.batchId());
        }
        return true;
    }

    /** Whether the contact got another address while we worked: what is left to do here is not about it any more. */
    private boolean movedAway(Transaction tx, Confirmed state) {
        return states.find(tx, state.account(), state.address()).isEmpty()
                && states.findByRemoteId(tx, state.account(), state.remoteId()).isPresent();
    }

    /** Takes back what was written down before a call that was not made. */
    void restore(Confirmed before, Confirmed written) {
        Confirmed back = before.over(written);
        if (before.known()) {
            save(back);
            return;
        }
        transactions.write(tx -> {
            boolean alone = states.find(tx, back.account(), back.address())
                    .map(now -> now.revision() == back.revision())
                    .orElse(true);
            if (alone) {
                states.forget(tx, back.account(), back.address());
            }
            return alone || put(tx, back);
        });
    }

    /** The contact has another address now. */
    void move(Confirmed from, Confirmed to) {
        transactions.write(tx -> {
            states.forget(tx, from.account(), from.address());
            return put(tx, to);
        });
    }

    /** Somebody gave the contact another address there: known under that one, to be read and planned as such. */
    void renamed(Confirmed state, String address) {
        Instant now = clock.instant();
        transactions.write(tx -> {
            states.forget(tx, state.account(), state.address());
            Confirmed there = states.find(tx, state.account(), address)
                    .orElseGet(() -> Confirmed.nobody(state.account(), address));
            boolean same = there.remoteId() == null || there.remoteId().equals(state.remoteId());
            states.save(
                    tx,
                    List.of(there.withRemote(state.remoteId(), same ? state.createdHere() : there.createdHere())
                            .withState(state.state())
                            .withDoubt(new Confirmed.Doubt(Confirmed.Doubt.Kind.REREAD, now))));
            queue.mark(tx, state.account(), List.of(address), Lane.WITHDRAWAL, now, now);
            return null;
        });
    }

    void forget(Confirmed state) {
        transactions.write(tx -> {
            states.forget(tx, state.account(), state.address());
            return null;
        });
    }

    /** Whether the plan for a claim still stands: asked a last time before each call. */
    BooleanSupplier stands(Claim claim) {
        return () -> queue.stale(claim.account(), List.of(claim)).isEmpty();
    }
}
