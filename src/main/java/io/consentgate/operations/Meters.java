package io.consentgate.operations;

import io.consentgate.configuration.Settings;
import io.consentgate.gate.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The figures of the running connector, under the names of READINGS 34. Tags hold closed sets of words, never
 * anything about a person.
 */
public final class Meters {
    private final MeterRegistry registry;
    private final boolean several;
    private final Timer withdrawalObeyed;
    private final Map<String, Counter> events = new ConcurrentHashMap<>();

    /**
     * @param accounts that are configured; with any but {@code main} alone, what each of them does by itself is told
     *     apart by a tag {@code account} (docs/decisions/111)
     */
    public Meters(MeterRegistry registry, Collection<String> accounts) {
        this.registry = registry;
        this.several = !List.of(Settings.Account.MAIN).containsAll(accounts);
        this.withdrawalObeyed = Timer.builder("consentgate.withdrawal.obeyed")
                .description("From the receipt of a no to ActiveCampaign's confirmation")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        for (String outcome : List.of("accepted", "duplicate", "refused")) {
            Stream.concat(Watching.TYPES.stream(), Stream.of("unknown")).forEach(type -> eventCounter(type, outcome));
        }
        for (Outcome outcome : Outcome.values()) {
            decisionCounter(outcome.wire(), "none");
        }
        (accounts.isEmpty() ? List.of(Settings.Account.MAIN) : accounts).forEach(account -> {
            callCounter(account, "contact/sync", "done");
            budgetTimer(account);
        });
        confirmationCounter("sent");
    }

    /** @param outcome accepted, duplicate or refused */
    public void event(String type, String outcome) {
        eventCounter(type, outcome).increment();
    }

    private Counter eventCounter(String type, String outcome) {
        return events.computeIfAbsent(
                type + ' ' + outcome,
                key -> counter("consentgate.events", "Events by type and outcome", "type", type, "outcome", outcome));
    }

    public void decision(String outcome, String reason) {
        decisionCounter(outcome, reason).increment();
    }

    private Counter decisionCounter(String outcome, String reason) {
        return counter("consentgate.decisions", "Decisions that were acted on", "outcome", outcome, "reason", reason);
    }

    public void call(String account, String endpoint, String answer) {
        callCounter(account, endpoint, answer).increment();
    }

    private Counter callCounter(String account, String endpoint, String answer) {
        return counter(
                "consentgate.calls", "Calls to ActiveCampaign", of(account, "endpoint", endpoint, "answer", answer));
    }

    /** @param outcome what became of somebody who may have had to confirm an address */
    public void confirmation(String outcome) {
        confirmationCounter(outcome).increment();
    }

    private Counter confirmationCounter(String outcome) {
        return counter("consentgate.confirmations", "Requests to confirm an address", "outcome", outcome);
    }

    /** @param outcome what a message in the mailbox of bounces was */
    public void returnedMail(String outcome) {
        counter("consentgate.returned.mails", "Messages in the mailbox of bounces", "outcome", outcome)
                .increment();
    }

    public void confirmationsWaiting(Supplier<Number> people) {
        gauge("consentgate.confirmations.waiting", "People to be asked by mail", people);
    }

    public void confirmationsOldestSeconds(Supplier<Number> age) {
        gauge("consentgate.confirmations.oldest.seconds", "Age of the longest waiting", age);
    }

    public void budgetWait(String account, Duration waited) {
        budgetTimer(account).record(waited);
    }

    private Timer budgetTimer(String account) {
        return Timer.builder("consentgate.budget.wait")
                .description("Waiting for a slot of an account's call budget")
                .tags(of(account))
                .register(registry);
    }

    public void withdrawalObeyed(Duration took) {
        withdrawalObeyed.record(took);
    }

    /** @param outcome allowed, denied, foreign or unreadable */
    public void banner(String outcome) {
        counter("consentgate.banners", "What pages told of their banner, by outcome", "outcome", outcome)
                .increment();
    }

    public void changedBacklog(String account, String lane, Supplier<Number> people) {
        gauge("consentgate.changed.backlog", "People waiting to be planned", people, of(account, "lane", lane));
    }

    public void changedOldestSeconds(String account, String lane, Supplier<Number> age) {
        gauge("consentgate.changed.oldest.seconds", "Age of the longest waiting", age, of(account, "lane", lane));
    }

    public void importBatchesOpen(String account, Supplier<Number> batches) {
        gauge("consentgate.import.batches.open", "Bulk imports not read back yet", batches, of(account));
    }

    public void deadLetters(Supplier<Number> letters) {
        gauge("consentgate.dead.letters", "People who could not be delivered", letters);
    }

    /** @param current 1 while every page of the site shows the notice in force, as last seen; else 0 */
    public void disclosureCurrent(String site, Supplier<Number> current) {
        gauge("consentgate.disclosure.current", "Whether the site shows its notice in force", current, "site", site);
    }

    private String[] of(String account, String... tags) {
        return several
                ? Stream.concat(Stream.of("account", account), Stream.of(tags)).toArray(String[]::new)
                : tags;
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private void gauge(String name, String description, Supplier<Number> value, String... tags) {
        Gauge.builder(name, value).description(description).tags(tags).register(registry);
    }
}
