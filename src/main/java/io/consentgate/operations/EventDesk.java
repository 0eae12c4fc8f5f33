package io.consentgate.operations;

import io.consentgate.event.InboundEvent;
import io.consentgate.event.Problem;
import java.util.List;

/** Where well-formed events are handed in. */
public interface EventDesk {
    /** One transaction: durable when it returns; one outcome per event, in order. */
    List<Outcome> accept(List<InboundEvent> events);

    /** An event that could not be handed in: it is counted, so that somebody notices. */
    void refused(String type);

    /** What became of an event. */
    sealed interface Outcome {
        record Accepted() implements Outcome {}

        record Duplicate() implements Outcome {}

        record Refused(List<Problem> problems) implements Outcome {}
    }
}
