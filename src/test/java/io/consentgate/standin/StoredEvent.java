package io.consentgate.standin;

import java.time.Instant;

/** An event as it reached the event host; {@code email} is null when {@code visit} could not be read. */
public record StoredEvent(String email, String name, String data, Instant at) {}
