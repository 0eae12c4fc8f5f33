package io.consentgate.delivery;

import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue.Claim;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Writes down what is about to be sent and what was confirmed, one short transaction each. */
final class Ledger {

    private final Transactions transactions;
    private final ConfirmedStates states;
    private final ChangedQueue queue;
    private final ImportBatches batches;

    Ledger(Transactions transactions, ConfirmedStates states, ChangedQueue queue, ImportBatches batches) {
        this.transactions = transactions;
        this.states = states;
        this.queue = queue;
        this.batches = batches;
    }

    /**
     * Saves a state. When the import that carried the person was read back while we worked, what it left behind is
     * not known: the state is saved as to be read again. While it is open, whatever is written down beside it is an
     * end of something: its read-back hurries.
     */
    Confirmed save(Confirmed state) {
        return transactions.write(tx -> {
            Confirmed next = state;
            if (state.remoteId() != null && movedAway(tx, state)) {
                throw Halt.stale();
            }
            if (state.batchId() != null) {
                boolean stillOpen = states.find(tx, state.account(), state.address())
                        .map(current -> state.batchId().equals(current.batchId()))
                        .orElse(false);
                if (stillOpen) {
                    batches.hurry(tx, state.batchId());
                } else {
                    next = state.withBatch(null)
                            .withDoubt(new Confirmed.Doubt(
                                    Confirmed.Doubt.Kind.REREAD,
                                    state.doubt() == null
                                            ? java.time.Instant.EPOCH
                                            : state.doubt().since()));
                }
            }
            states.save(tx, List.of(next));
            return next;
        });
    }

    /** Whether the contact got another address while we worked: what is left to do here is not about it any more. */
    private boolean movedAway(Transaction tx, Confirmed state) {
        return states.find(tx, state.account(), state.address()).isEmpty()
                && states.findByRemoteId(tx, state.account(), state.remoteId()).isPresent();
    }

    /** Takes back what was written down before a call that was not made. */
    void restore(Confirmed state) {
        if (state.known()) {
            save(state);
        } else {
            forget(state);
        }
    }

    /** The contact has another address now. */
    void move(Confirmed from, Confirmed to) {
        transactions.write(tx -> {
            states.forget(tx, from.account(), from.address());
            states.save(tx, List.of(to));
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
