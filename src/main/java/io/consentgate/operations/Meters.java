package io.consentgate.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The figures of the running connector, under the names of READINGS 34. Tags hold closed sets of words, never
 * anything about a person.
 */
public final class Meters {
    private final MeterRegistry registry;
    private final Timer budgetWait;
    private final Timer withdrawalObeyed;

    public Meters(MeterRegistry registry) {
        this.registry = registry;
        this.budgetWait = Timer.builder("consentgate.budget.wait")
                .description("Waiting for a slot of an account's call budget")
                .register(registry);
        this.withdrawalObeyed = Timer.builder("consentgate.withdrawal.obeyed")
                .description("From the receipt of a no to ActiveCampaign's confirmation")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    /** @param outcome accepted, duplicate or refused */
    public void event(String type, String outcome) {
        counter("consentgate.events", "Events by type and outcome", "type", type, "outcome", outcome);
    }

    public void decision(String outcome, String reason) {
        counter("consentgate.decisions", "Decisions that were acted on", "outcome", outcome, "reason", reason);
    }

    public void call(String endpoint, String answer) {
        counter("consentgate.calls", "Calls to ActiveCampaign", "endpoint", endpoint, "answer", answer);
    }

    public void budgetWait(Duration waited) {
        budgetWait.record(waited);
    }

    public void withdrawalObeyed(Duration took) {
        withdrawalObeyed.record(took);
    }

    public void changedBacklog(String lane, Supplier<Number> people) {
        gauge("consentgate.changed.backlog", "People waiting to be planned", people, "lane", lane);
    }

    public void changedOldestSeconds(String lane, Supplier<Number> age) {
        gauge("consentgate.changed.oldest.seconds", "Age of the longest waiting", age, "lane", lane);
    }

    public void importBatchesOpen(Supplier<Number> batches) {
        gauge("consentgate.import.batches.open", "Bulk imports not read back yet", batches);
    }

    public void deadLetters(Supplier<Number> letters) {
        gauge("consentgate.dead.letters", "People who could not be delivered", letters);
    }

    private void counter(String name, String description, String... tags) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .register(registry)
                .increment();
    }

    private void gauge(String name, String description, Supplier<Number> value, String... tags) {
        Gauge.builder(name, value).description(description).tags(tags).register(registry);
    }
}
