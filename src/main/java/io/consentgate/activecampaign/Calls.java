package io.consentgate.activecampaign;

import io.consentgate.activecampaign.CallBudget.Turn;
import io.consentgate.activecampaign.Verdict.Signal;
import io.consentgate.database.DatabaseUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call from asking for a slot to knowing what came of it: stopped account, slot in the lane, last question
 * whether it is still wanted, sending, meaning, and what the answer says about the account.
 */
public final class Calls {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long LAST_WORD_HOLDS = TimeUnit.SECONDS.toNanos(1);
    private static final int PATIENT_ATTEMPTS = 5;
    private static final BooleanSupplier ALWAYS = () -> true;
    private static final Request PROBE = Request.get("lists", Map.of("limit", "1"));

    private final String account;
    private final Transport transport;
    private final CallBudget budget;
    private final AccountState state;
    private final CallObserver observer;
    private final Ticker ticker;
    private final Classifier classifier;

    public Calls(
            String account,
            Transport transport,
            CallBudget budget,
            AccountState state,
            CallObserver observer,
            Ticker ticker,
            Clock clock) {
        this.account = account;
        this.transport = transport;
        this.budget = budget;
        this.state = state;
        this.observer = observer;
        this.ticker = ticker;
        this.classifier = new Classifier(clock);
    }

    String account() {
        return account;
    }

    Duration untilImport(Use use) {
        return budget.untilImport(use);
    }

    /** A call that takes away or only reads: nothing can make it unwanted. */
    Answer<Reply> send(Lane lane, String endpoint, Request request, String expected) {
        return send(lane, endpoint, request, expected, ALWAYS);
    }

    /**
     * @param endpoint its name in metrics
     * @param expected member that a success has, null when any will do
     * @param still asked after the slot was taken
     */
    Answer<Reply> send(Lane lane, String endpoint, Request request, String expected, BooleanSupplier still) {
        return send(lane, Use.CALL, endpoint, expected, still, () -> request).answer();
    }

    /**
     * @param still as above, and again when the departure was missed after the request was made
     * @param request made after the slot was taken, from what is then still wanted; null when nothing is
     */
    Verdict send(
            Lane lane, Use use, String endpoint, String expected, BooleanSupplier still, Supplier<Request> request) {
        probeWhenStopped();
        return state.stopped()
                ? unsent(new Answer.Stopped<>(state.view().reason()))
                : budgeted(lane, use, endpoint, expected, still, request);
    }

    /**
     * For work that somebody waits for, such as {@code setup}: a call that was certainly not carried out is made again
     * a few times.
     */
    Answer<Reply> patiently(Supplier<Answer<Reply>> call) {
        return patiently(call, false);
    }

    /** As {@link #patiently}; a question does no harm when it is asked again in doubt. */
    Answer<Reply> patientlyAsked(Supplier<Answer<Reply>> question) {
        return patiently(question, true);
    }

    private Answer<Reply> patiently(Supplier<Answer<Reply>> call, boolean inDoubtToo) {
        for (int attempt = 1; ; attempt++) {
            Answer<Reply> answer = call.get();
            boolean again =
                    answer instanceof Answer.Unavailable<Reply> unavailable && (inDoubtToo || !unavailable.inDoubt());
            if (!again || attempt == PATIENT_ATTEMPTS) {
                return answer;
            }
            try {
                Duration wait = ((Answer.Unavailable<Reply>) answer).retryAfter();
                ticker.sleepUntil(ticker.nanos() + (wait.compareTo(SOON) < 0 ? wait : SOON).toNanos());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return answer;
            }
        }
    }

    /** Asks something harmless every 30 s; the account takes calls again when it answers (READINGS 38). */
    void probeWhenStopped() {
        if (state.probeIsMine()) {
            budgeted(Lane.WITHDRAWAL, Use.CALL, "probe", "lists", ALWAYS, () -> PROBE);
        }
    }

    private Verdict budgeted(
            Lane lane, Use use, String endpoint, String expected, BooleanSupplier still, Supplier<Request> request) {
        try {
            long asked = ticker.nanos();
            Turn turn = budget.take(lane, use);
            observer.waited(Duration.ofNanos(ticker.nanos() - asked));
            if (turn instanceof Turn.NotNow later) {
                return unsent(new Answer.Unavailable<>("the account is on hold", later.retryAfter(), false));
            }
            Turn.Now now = (Turn.Now) turn;
            try {
                Request wanted = still.getAsBoolean() ? request.get() : null;
                return wanted == null ? unsent(stale()) : sent(now, endpoint, expected, still, wanted);
            } finally {
                now.call().ended();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return unsent(stopping());
        }
    }

    private Verdict sent(Turn.Now turn, String endpoint, String expected, BooleanSupplier still, Request request) {
        LastWord lastWord = new LastWord(turn, still);
        Transport.Response response = transport.send(request, lastWord);
        if (lastWord.refusal != null) {
            return unsent(lastWord.refusal);
        }
        Verdict verdict = classifier.classify(response, expected);
        if (request.host() == Request.Host.ACCOUNT) {
            heed(verdict);
        }
        observer.answered(endpoint, label(verdict));
        return verdict;
    }

    /** What an answer says about the account concerns every call after it. */
    private void heed(Verdict verdict) {
        String why = verdict.answer() instanceof Answer.Unavailable<Reply> unavailable ? unavailable.why() : null;
        state.heard(verdict.signal(), why);
        try {
            if (verdict.signal() == Signal.EVERYBODY_WAITS) {
                budget.hold(verdict.retryAfter());
            } else if (verdict.signal() == Signal.IMPORTS_WAIT) {
                budget.holdImports(verdict.retryAfter());
            }
        } catch (DatabaseUnavailable failure) {
            // The answer counts more than the pause: the next call will be told again.
            LOG.warn("the pause that account {} asked for was not kept: {}", account, failure.getMessage());
        }
    }

    private static String label(Verdict verdict) {
        return switch (verdict.signal()) {
            case EVERYBODY_WAITS, IMPORTS_WAIT -> "rate_limited";
            default -> verdict.answer().label();
        };
    }

    private static Verdict unsent(Answer<Reply> answer) {
        return new Verdict(answer, Signal.NONE);
    }

    private static Answer<Reply> stale() {
        return new Answer.Refused<>("stale");
    }

    private static Answer<Reply> stopping() {
        return new Answer.Unavailable<>("this process is stopping", SOON, false);
    }

    /** Between the slot and the first byte a connection may have to be made: a departure missed is taken anew. */
    private final class LastWord implements Transport.Departure {

        private final BooleanSupplier still;
        private Turn.Now turn;
        private Answer<Reply> refusal;

        LastWord(Turn.Now turn, BooleanSupplier still) {
            this.turn = turn;
            this.still = still;
        }

        @Override
        public boolean granted() {
            try {
                // The question takes its time too and may make the next departure be missed: it is asked again only
                // when
                // the last word has grown old, so that a slow database does not keep a call for ever.
                long word = Long.MIN_VALUE;
                while (refusal == null && budget.missed(turn) && again()) {
                    if (word == Long.MIN_VALUE || ticker.nanos() - word > LAST_WORD_HOLDS) {
                        word = ticker.nanos();
                        refusal = still.getAsBoolean() ? null : stale();
                    }
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                refusal = stopping();
            }
            if (refusal == null) {
                turn.call().departs();
            }
            return refusal == null;
        }

        private boolean again() throws InterruptedException {
            Turn next = budget.takeAgain(turn);
            if (next instanceof Turn.Now now) {
                turn = now;
                return true;
            }
            Duration retryAfter = ((Turn.NotNow) next).retryAfter();
            refusal = new Answer.Unavailable<>("the account is on hold", retryAfter, false);
            return false;
        }
    }
}
