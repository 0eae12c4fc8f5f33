package io.consentgate.delivery;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue.Claim;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BinaryOperator;

/**
 * The delivery of one account, as its routes call it. Each method works until nothing is due, or {@link #stop} was
 * called; what is in flight is finished. Methods may run beside each other, each once at a time.
 */
public final class Delivery implements AutoCloseable {

    /** People worked on beside each other: enough to use the call budget while answers take up to a second. */
    private static final int HANDS = 4;

    private static final Set<Lane> AT_ONCE = Set.of(Lane.WITHDRAWAL, Lane.CART);
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final ActiveCampaign account;
    private final Transactions transactions;
    private final ChangedQueue queue;
    private final OnePerson one;
    private final ImportSending sending;
    private final MassDelivery mass;
    private final ImportReadBack readBack;
    private final String owner;
    private final Clock clock;
    private final ExecutorService hands;
    private volatile boolean stopping;

    /**
     * What a delivery works with.
     *
     * @param digest keyed digest of (target key, value), stable over restarts
     * @param grace how long a suppressed contact stays before it is deleted (READINGS 23)
     * @param firstLook how long after an import its outcome is first asked for (activecampaign-api.md 7.2: 5 to 10 s)
     * @param node unique name of this process
     */
    public record Parts(
            ActiveCampaign account,
            Transactions transactions,
            ChangedQueue queue,
            ConfirmedStates states,
            ImportBatches batches,
            Planning planning,
            RemoteNo noes,
            DeadLetters deadLetters,
            DecisionLog decisions,
            Forgetting forgetting,
            DeliveryObserver observer,
            BinaryOperator<String> digest,
            Duration grace,
            Duration firstLook,
            String node,
            Clock clock) {}

    public Delivery(Parts parts) {
        this.account = parts.account();
        this.transactions = parts.transactions();
        this.queue = parts.queue();
        this.clock = parts.clock();
        this.owner = parts.node() + ":one";
        Ledger ledger = new Ledger(transactions, parts.states(), queue, parts.batches(), clock);
        RemoteReading reading =
                new RemoteReading(transactions, parts.noes(), account::directory, parts.digest(), clock);
        Recognition recognition = new Recognition(account, ledger, reading, parts.digest(), clock);
        Upsert upsert = new Upsert(account, parts.planning(), ledger, reading, recognition, parts.digest(), clock);
        Suppress suppress = new Suppress(account, parts.planning(), ledger, reading, parts.grace(), clock);
        this.one = new OnePerson(
                transactions,
                queue,
                parts.states(),
                parts.planning(),
                upsert,
                recognition,
                suppress,
                parts.deadLetters(),
                parts.decisions(),
                parts.forgetting(),
                parts.observer(),
                clock);
        this.sending = new ImportSending(
                account,
                transactions,
                queue,
                parts.states(),
                parts.batches(),
                one,
                parts.digest(),
                parts.firstLook(),
                clock);
        this.mass = new MassDelivery(
                account, transactions, queue, parts.states(), sending, one, upsert, LEASE, parts.node(), clock);
        this.readBack = new ImportReadBack(
                account, transactions, parts.batches(), parts.states(), queue, mass::importIsDue, clock);
        this.hands = Executors.newFixedThreadPool(HANDS + 1, work -> {
            Thread thread = new Thread(work, "delivery-" + account.account());
            thread.setDaemon(true);
            return thread;
        });
    }

    public String account() {
        return account.account();
    }

    /** Whether {@code setup} has filled the directory; without it nothing is sent (READINGS 27). */
    public boolean ready() {
        return !account.directory().isEmpty();
    }

    /** Why the account refuses every import; empty when it does not (a field was deleted there, for example). */
    public Optional<String> importsRefused() {
        return sending.refused();
    }

    /** Withdrawals and carts: who cannot wait for a batch. */
    public void drainFew() {
        while (working()) {
            Instant now = clock.instant();
            List<Claim> claims = queue.claim(account(), AT_ONCE, HANDS * 2, owner, now, now.plus(LEASE));
            if (claims.isEmpty()) {
                return;
            }
            List<Future<?>> work = new ArrayList<>();
            claims.forEach(claim -> work.add(hands.submit(() -> one.process(claim))));
            work.forEach(Delivery::await);
        }
    }

    /** Contacts and back-fill: by bulk import when they are many; one batch is planned while another is sent. */
    public void drainMany() {
        if (!working()) {
            return;
        }
        Future<?> beside = hands.submit(this::importBatches);
        try {
            importBatches();
        } finally {
            await(beside);
        }
    }

    private void importBatches() {
        while (working() && mass.step()) {
            // As long as somebody is due.
        }
    }

    /** Outcomes of imports. */
    public void readBack() {
        while (working() && readBack.step()) {
            // As long as an import is due.
        }
    }

    /**
     * Takes up what a killed process left.
     *
     * @param alone whether this is the only process of the installation: every lease and every unanswered import is
     *     then of a dead one
     */
    public void recover(boolean alone) {
        if (alone) {
            transactions.write(tx -> {
                queue.releaseAll(tx);
                return null;
            });
        }
        readBack.recover(alone ? clock.instant() : clock.instant().minus(LEASE));
    }

    /** No new work is begun; what is in flight is finished by the calls that are running. */
    public void stop() {
        stopping = true;
    }

    @Override
    public void close() {
        stop();
        hands.shutdown();
    }

    private boolean working() {
        return !stopping && ready();
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }
}
