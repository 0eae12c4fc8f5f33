package io.consentgate.automation;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.Automations;
import io.consentgate.activecampaign.Lane;
import io.consentgate.automation.Runs.Run;
import io.consentgate.automation.Runs.State;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Enrolment;
import io.consentgate.gate.Gate;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import io.consentgate.site.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what was set off, when its time has come: everything is asked again, in the transaction that marks the
 * start; once per person and occasion; nothing is repeated in doubt.
 */
public final class Triggers {

    private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);

    private static final int AT_ONCE = 50;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** What could not start in that time starts no more: a reminder of last week helps nobody. */
    private static final Duration LATEST = Duration.ofDays(1);

    /** Somebody who fell silent is still silent some days later. */
    private static final Duration LATEST_SILENCE = Occasions.SILENT_LATELY.plus(LATEST);

    private static final Duration SILENCE_EVERY = Duration.ofMinutes(1);

    private final ActiveCampaign account;
    private final Automations automations;
    private final Transactions transactions;
    private final Sites sites;
    private final Occasions occasions;
    private final Runs runs;
    private final Switches switches;
    private final Reach reach;
    private final Effects effects;
    private final Gate gate;
    private final Clock clock;
    private Instant silenceAt = Instant.EPOCH;
    private volatile boolean stopping;

    Triggers(
            ActiveCampaign account,
            Automations automations,
            Transactions transactions,
            Sites sites,
            Occasions occasions,
            Runs runs,
            Switches switches,
            Reach reach,
            Effects effects,
            Gate gate,
            Clock clock) {
        this.account = account;
        this.automations = automations;
        this.transactions = transactions;
        this.sites = sites;
        this.occasions = occasions;
        this.runs = runs;
        this.switches = switches;
        this.reach = reach;
        this.effects = effects;
        this.gate = gate;
        this.clock = clock;
    }

    /** Works until nothing is due. */
    public void drain() {
        if (stopping || account.directory().isEmpty() || none()) {
            return;
        }
        lookForSilence();
        while (!stopping) {
            List<Run> due = transactions.read(tx -> runs.due(tx, account.account(), clock.instant(), AT_ONCE));
            for (Run run : due) {
                if (stopping || !carryOut(run)) {
                    return;
                }
            }
            if (due.isEmpty()) {
                return;
            }
        }
    }

    private boolean none() {
        return sites.onAccount(account.account()).stream()
                .allMatch(site -> site.triggers().isEmpty());
    }

    private void lookForSilence() {
        if (!clock.instant().isBefore(silenceAt)) {
            silenceAt = clock.instant().plus(SILENCE_EVERY);
            transactions.write(tx -> {
                occasions.silence(tx, account.account());
                return null;
            });
        }
    }

    public void recover() {
        int doubtful = transactions.write(tx -> runs.interrupted(tx, account.account(), clock.instant()));
        if (doubtful > 0) {
            LOG.warn("{} starts of automations were under way when the process ended; they are not repeated", doubtful);
        }
    }

    public void stop() {
        stopping = true;
    }

    /** @return whether it makes sense to go on with the next one */
    private boolean carryOut(Run run) {
        Trigger trigger = trigger(run);
        if (trigger != null && trigger.action() instanceof Trigger.Enrol) {
            return enrol(run, trigger);
        }
        transactions.write(tx -> {
            reach.hold(tx, run.site(), run.personId());
            Verdict verdict = verdict(tx, run);
            if (verdict.may() && !runs.acting(tx, run.id(), clock.instant())) {
                return null;
            }
            if (verdict.may()) {
                effects.of(
                        tx,
                        verdict.site(),
                        verdict.trigger(),
                        run,
                        verdict.answer().address(),
                        clock.instant());
                runs.end(tx, run.id(), State.DONE, null, clock.instant());
            } else {
                settle(tx, run, verdict);
            }
            return null;
        });
        return true;
    }

    /** @param dropped why it ends; null = it may, or waits */
    private record Verdict(Site site, Trigger trigger, Reach.Answer answer, String dropped, boolean waits) {

        boolean may() {
            return dropped == null && !waits;
        }
    }

    private Trigger trigger(Run run) {
        return sites.named(run.site())
                .flatMap(site -> site.triggers().stream()
                        .filter(one -> one.name().equals(run.trigger()))
                        .findFirst())
                .orElse(null);
    }

    private Verdict verdict(Transaction tx, Run run) {
        Site site = sites.named(run.site()).orElse(null);
        Trigger trigger = trigger(run);
        if (trigger == null) {
            return new Verdict(site, null, null, "trigger.removed", false);
        }
        if (switches.paused(tx, run.site(), trigger)) {
            return new Verdict(site, trigger, null, "trigger.paused", false);
        }
        Instant now = clock.instant();
        Reach.Answer answer =
                reach.ask(tx, site, trigger, new Reach.Setting(run.personId(), run.total(), run.at()), now);
        if (answer.obstacle() != null) {
            return new Verdict(site, trigger, answer, answer.obstacle(), false);
        }
        boolean here = answer.delivered() && answer.remoteId() != null;
        boolean waits = trigger.action() instanceof Trigger.Enrol && !here;
        Duration latest = trigger.on() == Trigger.On.NO_ORDER_FOR ? LATEST_SILENCE : LATEST;
        boolean late = now.isAfter(run.at().plus(trigger.after()).plus(latest));
        return new Verdict(site, trigger, answer, late ? "trigger.late" : null, waits);
    }

    private void settle(Transaction tx, Run run, Verdict verdict) {
        if (verdict.dropped() != null) {
            runs.end(tx, run.id(), State.DROPPED, verdict.dropped(), clock.instant());
        } else {
            runs.later(tx, run.id(), clock.instant().plus(LOOK_AGAIN));
        }
    }

    private boolean enrol(Run run, Trigger trigger) {
        String automation = ((Trigger.Enrol) trigger.action()).automation();
        Verdict verdict = transactions.read(tx -> verdict(tx, run));
        if (!verdict.may()) {
            write(tx -> settle(tx, run, verdict));
            return true;
        }
        Optional<Cleared<Enrolment>> cleared = gate.clear(
                verdict.answer().permission(),
                trigger,
                new Enrolment(verdict.answer().address(), verdict.answer().remoteId(), automation));
        if (cleared.isEmpty()) {
            return true;
        }
        Answer<Boolean> answer = automations.enrol(Lane.CART, cleared.get(), () -> stands(run, cleared.get()));
        if (answer instanceof Answer.Done<Boolean> started) {
            boolean runsThere = started.value();
            write(tx -> runs.end(
                    tx,
                    run.id(),
                    runsThere ? State.DONE : State.IN_DOUBT,
                    runsThere ? null : "automation.notSeen",
                    clock.instant()));
            return true;
        }
        if (answer instanceof Answer.Refused<Boolean> refused) {
            write(tx -> {
                if (refused.stale()) {
                    runs.later(tx, run.id(), clock.instant());
                } else {
                    LOG.warn("ActiveCampaign refuses to start {}: {}", run, refused.why());
                    runs.end(tx, run.id(), State.DROPPED, "automation.refused", clock.instant());
                }
            });
            return !refused.stale();
        }
        if (answer instanceof Answer.Gone<Boolean>) {
            write(tx -> runs.end(tx, run.id(), State.DROPPED, "person.gone", clock.instant()));
            return true;
        }
        unavailable(run, answer);
        return false;
    }

    private void unavailable(Run run, Answer<Boolean> answer) {
        Answer.Unavailable<Boolean> unavailable = answer instanceof Answer.Unavailable<Boolean> known ? known : null;
        if (unavailable != null && unavailable.inDoubt()) {
            LOG.warn("the start of an automation may or may not have happened and is not repeated: {}", run);
            write(tx -> runs.end(tx, run.id(), State.IN_DOUBT, "automation.notAnswered", clock.instant()));
        } else {
            Duration wait = unavailable == null ? Duration.ofSeconds(30) : unavailable.retryAfter();
            write(tx -> runs.later(tx, run.id(), clock.instant().plus(wait)));
        }
    }

    /** The last question before the call, and the mark that it is made: both in one transaction. */
    private boolean stands(Run run, Cleared<Enrolment> cleared) {
        return transactions.write(tx -> {
            reach.hold(tx, run.site(), run.personId());
            Verdict verdict = verdict(tx, run);
            boolean stands = verdict.may()
                    && verdict.answer().remoteId().equals(cleared.value().remoteId());
            return stands && runs.acting(tx, run.id(), clock.instant());
        });
    }

    private void write(java.util.function.Consumer<Transaction> work) {
        transactions.write(tx -> {
            work.accept(tx);
            return null;
        });
    }
}
