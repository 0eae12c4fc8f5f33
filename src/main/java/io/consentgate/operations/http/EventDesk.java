package io.consentgate.operations.http;

import io.consentgate.event.InboundEvent;
import io.consentgate.event.Problem;
import io.consentgate.event.Reading;
import java.util.List;

/** Where events are handed in: read one by one, taken in batches. */
public interface EventDesk {
    /** @param json one event; its size was checked, nothing else */
    Reading read(byte[] json);

    /** Durable when it returns; one outcome per event, in order. */
    List<Outcome> accept(List<InboundEvent> events);

    /** What became of a well-formed event. */
    sealed interface Outcome {
        record Accepted() implements Outcome {}

        record Duplicate() implements Outcome {}

        record Refused(List<Problem> problems) implements Outcome {}
    }
}
