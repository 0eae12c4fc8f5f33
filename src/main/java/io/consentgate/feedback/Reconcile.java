package io.consentgate.feedback;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RemoteContact;
import io.consentgate.activecampaign.Ticker;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.feedback.Cursors.Cursor;
import io.consentgate.feedback.Findings.Reason;
import io.consentgate.site.Sites;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Compares ActiveCampaign with what the register allows, page by page, and repairs on demand by marking people as
 * changed: the delivery reads each of them and does what is right then. Interrupted, it goes on where it was.
 */
public final class Reconcile {

    /** Above these a repair asks first (READINGS 14). */
    private static final long MANY_PEOPLE = 100;

    private static final double MANY_OF_THOSE_COMPARED = 0.05;

    private static final Duration RESUMED_WITHIN = Duration.ofDays(1);
    private static final Duration REPAIRED_WITHIN = Duration.ofHours(1);
    private static final int ATTEMPTS = 5;
    private static final int AT_ONCE = 500;
    private static final String CURSOR = "reconcile";
    private static final String START = "0";

    private final ActiveCampaign account;
    private final Transactions transactions;
    private final Cursors cursors;
    private final Findings findings;
    private final ConfirmedStates states;
    private final Repair repair;
    private final Comparison comparison;
    private final MappedLists mapped;
    private final Clock clock;
    private final Consumer<Duration> waiting;
    private final ReentrantLock running = new ReentrantLock();

    public Reconcile(
            ActiveCampaign account,
            Transactions transactions,
            Cursors cursors,
            Findings findings,
            ConfirmedStates states,
            ChangedPeople changed,
            Permitted permitted,
            Sites sites,
            Clock clock) {
        this(account, transactions, cursors, findings, states, changed, permitted, sites, clock, Reconcile::patiently);
    }

    /** @param waiting waits before an account that did not answer is asked again */
    Reconcile(
            ActiveCampaign account,
            Transactions transactions,
            Cursors cursors,
            Findings findings,
            ConfirmedStates states,
            ChangedPeople changed,
            Permitted permitted,
            Sites sites,
            Clock clock,
            Consumer<Duration> waiting) {
        this.account = account;
        this.transactions = transactions;
        this.cursors = cursors;
        this.findings = findings;
        this.states = states;
        this.repair = new Repair(account.account(), transactions, findings, states, changed, clock);
        this.comparison = new Comparison(
                account.account(), states, findings, permitted, new PageMatch(account.account(), states, changed));
        this.mapped = new MappedLists(sites, account.account());
        this.clock = clock;
        this.waiting = waiting;
    }

    private static void patiently(Duration wait) {
        try {
            Ticker.SYSTEM.sleepUntil(Ticker.SYSTEM.nanos() + wait.toNanos());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param phase what is compared now: a list's name, the account, or people without a known id */
    public record Progress(String phase, long compared) {}

    /**
     * @param compared contacts of the account
     * @param found people by reason
     * @param stopped why it is not complete; null when it is
     * @param needsYes whether a repair was asked for that is too large to be done unasked
     * @param repaired people marked as changed
     */
    public record Report(
            String account, long compared, Map<Reason, Long> found, String stopped, boolean needsYes, long repaired) {

        public long people() {
            return found.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * @param repair whether to mark what was found
     * @param yes whether to do so however many they are
     * @param progress called after every page
     */
    public Report run(boolean repair, boolean yes, Consumer<Progress> progress) {
        if (account.directory().isEmpty()) {
            return stopped("run setup first");
        }
        if (!running.tryLock()) {
            return stopped("another reconciliation is under way");
        }
        try {
            Position position = start(repair);
            try {
                while (!position.finished()) {
                    position = step(position);
                    progress.accept(new Progress(position.phase(), position.compared()));
                }
            } catch (Unanswered stop) {
                return new Report(account.account(), position.compared(), counted(), stop.getMessage(), false, 0);
            }
            return finish(position.compared(), repair, yes);
        } finally {
            running.unlock();
        }
    }

    private Report stopped(String why) {
        return new Report(account.account(), 0, Map.of(), why, false, 0);
    }

    private Report finish(long compared, boolean repair, boolean yes) {
        Map<Reason, Long> found = counted();
        Report report = new Report(account.account(), compared, found, null, false, 0);
        boolean many = report.people() > MANY_PEOPLE || report.people() > compared * MANY_OF_THOSE_COMPARED;
        if (repair && many && !yes) {
            return new Report(account.account(), compared, found, null, true, 0);
        }
        long repaired = repair ? this.repair.all() : 0;
        transactions.write(tx -> {
            findings.clear(tx, account.account());
            cursors.forget(tx, account.account(), CURSOR);
            return null;
        });
        return new Report(account.account(), compared, found, null, false, repaired);
    }

    private Map<Reason, Long> counted() {
        return transactions.read(tx -> findings.count(tx, account.account()));
    }

    /** Goes on with a run that was interrupted, or with the findings of a repair that waits for its yes. */
    private Position start(boolean repair) {
        Instant now = clock.instant();
        Optional<Cursor> cursor = transactions.read(tx -> cursors.find(tx, account.account(), CURSOR));
        if (cursor.isPresent()) {
            Position position = Position.parse(cursor.get().position());
            Duration kept = position.finished() ? REPAIRED_WITHIN : RESUMED_WITHIN;
            boolean fresh = now.isBefore(cursor.get().movedAt().plus(kept));
            if (fresh && phases().contains(position.phase()) && (repair || !position.finished())) {
                return position;
            }
        }
        return transactions.write(tx -> {
            findings.clear(tx, account.account());
            Position first = new Position(phases().get(0), START, 0);
            save(tx, first);
            return first;
        });
    }

    private List<String> phases() {
        List<String> phases = new ArrayList<>();
        mapped.names().forEach(list -> phases.add(Position.LIST + list));
        phases.addAll(List.of(Position.ACCOUNT, Position.UNIDENTIFIED, Position.FINISHED));
        return phases;
    }

    private Position step(Position at) {
        if (at.phase().equals(Position.UNIDENTIFIED)) {
            return unidentified(at);
        }
        String list = at.list();
        String listId = list == null ? null : account.directory().lists().get(list);
        if (list != null && listId == null) {
            return transactions.write(tx -> save(tx, next(at, 0)));
        }
        List<RemoteContact> page = page(listId, list == null ? -1 : 1, at.after());
        String upTo = page.isEmpty() ? null : page.get(page.size() - 1).id();
        String after = at.after();
        while (after != null) {
            String from = after;
            after = transactions.write(tx -> comparison.absent(tx, page, from, upTo, list, clock.instant()));
        }
        return transactions.write(tx -> {
            if (list == null) {
                comparison.present(tx, page, clock.instant());
            } else {
                comparison.active(tx, page, list, clock.instant());
            }
            long compared = list == null ? page.size() : 0;
            return save(tx, page.isEmpty() ? next(at, 0) : new Position(at.phase(), upTo, at.compared() + compared));
        });
    }

    private Position unidentified(Position at) {
        return transactions.write(tx -> {
            String after = at.after().equals(START) ? "" : at.after();
            List<Confirmed> people = states.page(tx, account.account(), after, AT_ONCE);
            comparison.unidentified(tx, people, clock.instant());
            return save(
                    tx,
                    people.size() < AT_ONCE
                            ? next(at, 0)
                            : new Position(
                                    at.phase(), people.get(people.size() - 1).address(), at.compared()));
        });
    }

    private Position next(Position at, long compared) {
        List<String> phases = phases();
        return new Position(phases.get(phases.indexOf(at.phase()) + 1), START, at.compared() + compared);
    }

    private Position save(Transaction tx, Position position) {
        cursors.move(tx, account.account(), CURSOR, position.toString(), clock.instant());
        return position;
    }

    private List<RemoteContact> page(String listId, int status, String after) {
        for (int attempt = 1; ; attempt++) {
            Answer<List<RemoteContact>> answer = account.page(Lane.BACKFILL, listId, status, after, null);
            if (attempt < ATTEMPTS && answer instanceof Answer.Unavailable<?> unavailable) {
                waiting.accept(unavailable.retryAfter());
            } else {
                return Unanswered.valueOf(answer, 0);
            }
        }
    }

    /** Where a run stands; kept as text with tabs, which no list's name holds. */
    record Position(String phase, String after, long compared) {

        static final String LIST = "list ";
        static final String ACCOUNT = "account";
        static final String UNIDENTIFIED = "people without a known id";
        static final String FINISHED = "finished";

        boolean finished() {
            return phase.equals(FINISHED);
        }

        /** Null when it is not a list's turn. */
        String list() {
            return phase.startsWith(LIST) ? phase.substring(LIST.length()) : null;
        }

        static Position parse(String text) {
            String[] parts = text.split("\t");
            return new Position(parts[0], parts[1], Long.parseLong(parts[2]));
        }

        @Override
        public String toString() {
            return phase + "\t" + after + "\t" + compared;
        }
    }
}
