package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;

/** One type of event: what its {@code data} must look like, and how it becomes a value. */
interface Kind {

    Shape shape();

    /** Only for data that fits the shape. */
    InboundEvent event(Envelope envelope, JsonNode data);
}
