package io.consentgate.operations.http;

import io.consentgate.event.EventKey;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.Problem;
import io.consentgate.operations.EventDesk;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers keys, and how it was asked. */
final class PushDesk implements EventDesk {
    final Set<EventKey> taken = new HashSet<>();
    final AtomicInteger largestBatch = new AtomicInteger();

    @Override
    public synchronized List<Outcome> accept(List<InboundEvent> events) {
        largestBatch.accumulateAndGet(events.size(), Math::max);
        return events.stream().map(this::outcome).toList();
    }

    @Override
    public void refused(String type) {}

    private Outcome outcome(InboundEvent event) {
        EventKey key = event.envelope().key();
        if (key.id().equals("unwanted")) {
            return new Outcome.Refused(List.of(new Problem("/data", "not wanted")));
        }
        boolean again = !taken.add(key) && !key.id().startsWith("many-");
        return again ? new Outcome.Duplicate() : new Outcome.Accepted();
    }
}
