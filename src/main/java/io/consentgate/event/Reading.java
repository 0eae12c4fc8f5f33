package io.consentgate.event;

import java.util.List;

/** What came of reading one event. */
public sealed interface Reading {

    /** @param id the event's id as the sender wrote it, null when it had none */
    String id();

    record Accepted(InboundEvent event) implements Reading {
        @Override
        public String id() {
            return event.envelope().key().id();
        }
    }

    /** @param type the event's type on the wire, null when it has none of ours */
    record Refused(String id, String type, List<Problem> problems) implements Reading {
        public Refused(String id, List<Problem> problems) {
            this(id, null, problems);
        }
    }
}
