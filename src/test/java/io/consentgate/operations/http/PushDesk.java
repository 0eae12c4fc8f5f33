package io.consentgate.operations.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.event.Envelope;
import io.consentgate.event.EventKey;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.Mode;
import io.consentgate.event.PersonRef;
import io.consentgate.event.Problem;
import io.consentgate.event.Reading;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A desk that knows one rule: an event has an id and a shop. Remembers keys and how it was asked. */
final class PushDesk implements EventDesk {
    final Set<EventKey> taken = new HashSet<>();
    final AtomicLong accepted = new AtomicLong();
    final AtomicInteger largestBatch = new AtomicInteger();

    @Override
    public Reading read(byte[] json) {
        JsonNode tree;
        try {
            tree = Json.MAPPER.readTree(json);
        } catch (IOException e) {
            return new Reading.Refused(null, List.of(new Problem("", "not JSON")));
        }
        if (!tree.isObject() || !tree.path("id").isTextual()) {
            return new Reading.Refused(null, List.of(new Problem("/id", "missing; a text is required")));
        }
        String id = tree.path("id").asText();
        EventKey key = new EventKey(tree.path("shop").asText("main"), "test", id);
        return new Reading.Accepted(new InboundEvent.Contact(
                new Envelope(key, "csv", null, Mode.REALTIME),
                new PersonRef(id, null, null),
                Map.of(),
                List.of(),
                null,
                tree));
    }

    @Override
    public synchronized List<Outcome> accept(List<InboundEvent> events) {
        largestBatch.accumulateAndGet(events.size(), Math::max);
        return events.stream().map(this::outcome).toList();
    }

    private Outcome outcome(InboundEvent event) {
        EventKey key = event.envelope().key();
        if (key.shop().equals("nobodys")) {
            return new Outcome.Refused(List.of(new Problem("/shop", "a shop that no site owns")));
        }
        if (!key.id().startsWith("many-") && !taken.add(key)) {
            return new Outcome.Duplicate();
        }
        accepted.incrementAndGet();
        return new Outcome.Accepted();
    }
}
