package io.consentgate.operations;

import io.consentgate.confirmation.Asking;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether confirmation mails leave: a mail server that cannot be used, or a queue that grows old, is worth a look. */
public final class ConfirmationWatch {

    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Asking asking;
    private final Clock clock;

    public ConfirmationWatch(Asking asking, Clock clock) {
        this.asking = asking;
        this.clock = clock;
    }

    public HealthPart health() {
        Asking.Waiting waiting = asking.waiting();
        Optional<Asking.Trouble> trouble = asking.trouble();
        HealthPart part = trouble.map(one -> HealthPart.degraded("the mail server cannot be used: " + one.why())
                        .with("since", one.since().toString()))
                .orElseGet(() -> age(waiting.oldest()).compareTo(LONGEST) > 0
                        ? HealthPart.degraded("somebody waits for a confirmation mail for "
                                + age(waiting.oldest()).toSeconds() + " s")
                        : HealthPart.up());
        return part.with("waiting", waiting.people())
                .with("oldest_seconds", age(waiting.oldest()).toSeconds());
    }

    /** Nothing waits for it: who does not confirm is not asked again anyhow. But somebody should know. */
    public static HealthPart bounces(Optional<Asking.Trouble> trouble) {
        return trouble.map(one -> HealthPart.degraded("the mailbox of bounces cannot be read: " + one.why())
                        .with("since", one.since().toString()))
                .orElseGet(HealthPart::up);
    }

    public long oldestSeconds() {
        return age(asking.waiting().oldest()).toSeconds();
    }

    private Duration age(Instant since) {
        return since == null || since.isAfter(clock.instant())
                ? Duration.ZERO
                : Duration.between(since, clock.instant());
    }
}
