package io.consentgate.delivery;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.ActiveCampaign.ImportProgress;
import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.Confirmed.Doubt;
import io.consentgate.delivery.RemoteState.Membership;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every import back (activecampaign-api.md 7.2). Those who went through are confirmed; those who did not go one
 * by one from then on; those whose mail was ended while the import was open are ended again (READINGS 17). While the
 * minute has room for imports and there is something to import, a read-back in which nobody hurries waits: the quota of
 * that minute does not come back, a slot for a question does.
 */
public final class ImportReadBack {

    private static final Logger LOG = LoggerFactory.getLogger(ImportReadBack.class);

    private static final Duration NEXT_LOOK = Duration.ofSeconds(8);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    /** A minute's imports are out in less (100 x 220 ms); after that, whoever hurries or not. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** No answer takes as long: whoever sent the import died, or could not write down what was answered. */
    private static final Duration UNANSWERED = Duration.ofMinutes(10);

    private final ActiveCampaign account;
    private final Transactions transactions;
    private final ImportBatches batches;
    private final ConfirmedStates states;
    private final ChangedQueue queue;
    private final BooleanSupplier importsFirst;
    private final Clock clock;

    /** @param importsFirst whether an import could leave now, and there is one to send */
    ImportReadBack(
            ActiveCampaign account,
            Transactions transactions,
            ImportBatches batches,
            ConfirmedStates states,
            ChangedQueue queue,
            BooleanSupplier importsFirst,
            Clock clock) {
        this.account = account;
        this.transactions = transactions;
        this.batches = batches;
        this.states = states;
        this.queue = queue;
        this.importsFirst = importsFirst;
        this.clock = clock;
    }

    /** Looks at the next import that is due. @return whether any was */
    public boolean step() {
        Instant now = clock.instant();
        recover(now.minus(UNANSWERED));
        Instant dueBefore = importsFirst.getAsBoolean() ? now.minus(PATIENCE) : now;
        Optional<ImportBatches.Batch> due =
                transactions.read(tx -> batches.nextToLookAt(tx, account.account(), now, dueBefore));
        return due.isPresent() && look(due.get());
    }

    /** @return whether to go on at once */
    private boolean look(ImportBatches.Batch batch) {
        Answer<ImportProgress> answer = account.importProgress(Lane.BACKFILL, batch.remoteId());
        if (answer instanceof Answer.Done<ImportProgress> done) {
            switch (done.value().state()) {
                case WAITING -> lookAgain(batch, NEXT_LOOK.multipliedBy(1L << Math.min(batch.looks(), 4)));
                case COMPLETED -> completed(batch, done.value().failed());
                case FAILED -> again(batch, Doubt.Kind.IMPORT);
            }
            return true;
        }
        if (answer instanceof Answer.Unavailable<ImportProgress> unavailable) {
            lookAgain(batch, unavailable.retryAfter());
            return false;
        }
        if (answer instanceof Answer.Stopped<ImportProgress>) {
            return false;
        }
        // The service does not know the batch: nobody can say what became of it.
        again(batch, Doubt.Kind.REREAD);
        return true;
    }

    /** Takes up imports whose answer was never heard, after a crash: their members are in doubt (READINGS 17). */
    public void recover(Instant sentBefore) {
        List<ImportBatches.Batch> unanswered =
                transactions.read(tx -> batches.unanswered(tx, account.account(), sentBefore));
        for (ImportBatches.Batch batch : unanswered) {
            LOG.info("an import of {} people was sent and not answered; it is sent again", batch.members());
            again(batch, Doubt.Kind.IMPORT);
        }
    }

    private void lookAgain(ImportBatches.Batch batch, Duration after) {
        Duration wait = after.compareTo(LONGEST_WAIT) < 0 ? after : LONGEST_WAIT;
        transactions.write(tx -> {
            batches.lookAgain(tx, batch.id(), clock.instant().plus(wait));
            return null;
        });
    }

    private void completed(ImportBatches.Batch batch, Set<String> failed) {
        Instant now = clock.instant();
        transactions.write(tx -> {
            List<Confirmed> next = new ArrayList<>();
            List<String> endAgain = new ArrayList<>();
            List<String> oneByOne = new ArrayList<>();
            for (Confirmed member : states.inBatch(tx, batch.id())) {
                if (member.state().ended() != null) {
                    next.add(member.withBatch(null).withDoubt(new Doubt(Doubt.Kind.REREAD, now)));
                    endAgain.add(member.address());
                } else if (failed.contains(member.address())) {
                    next.add(member.withBatch(null)
                            .withState(RemoteState.NOTHING.sentAt(
                                    Instant.ofEpochMilli(member.state().firstSentAt())))
                            .withDoubt(new Doubt(
                                    member.remoteId() == null ? Doubt.Kind.IMPORT_FAILED : Doubt.Kind.REREAD, now)));
                    oneByOne.add(member.address());
                } else if (leftMeanwhile(member)) {
                    next.add(member.withBatch(null).withDoubt(new Doubt(Doubt.Kind.REREAD, now)));
                    endAgain.add(member.address());
                } else {
                    next.add(member.withBatch(null).withDoubt(null));
                }
            }
            states.save(tx, next);
            queue.mark(tx, batch.account(), endAgain, Lane.WITHDRAWAL, now, now);
            queue.mark(tx, batch.account(), oneByOne, Lane.CONTACT, now, now);
            batches.close(tx, batch.id());
            return null;
        });
    }

    /** A list was ended beside the import, which may have brought it back. */
    private static boolean leftMeanwhile(Confirmed member) {
        return member.state().lists().values().stream()
                .anyMatch(membership -> membership.status() == Membership.UNSUBSCRIBED && membership.ours());
    }

    /** The batch as a whole has to be looked at again: its members are marked, in doubt as said. */
    private void again(ImportBatches.Batch batch, Doubt.Kind kind) {
        Instant now = clock.instant();
        transactions.write(tx -> {
            List<Confirmed> members = states.inBatch(tx, batch.id());
            states.save(
                    tx,
                    members.stream()
                            .map(member -> member.withBatch(null)
                                    .withDoubt(
                                            new Doubt(member.state().ended() != null ? Doubt.Kind.REREAD : kind, now)))
                            .toList());
            queue.mark(
                    tx,
                    batch.account(),
                    members.stream()
                            .filter(member -> member.state().ended() != null)
                            .map(Confirmed::address)
                            .toList(),
                    Lane.WITHDRAWAL,
                    now,
                    now);
            queue.mark(
                    tx,
                    batch.account(),
                    members.stream()
                            .filter(member -> member.state().ended() == null)
                            .map(Confirmed::address)
                            .toList(),
                    Lane.CONTACT,
                    now,
                    now);
            batches.close(tx, batch.id());
            return null;
        });
    }
}
