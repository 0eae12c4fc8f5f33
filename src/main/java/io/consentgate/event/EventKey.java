package io.consentgate.event;

/** The idempotency key of an event: unique within its source, inside its shop (DESIGN 1.3). */
public record EventKey(String shop, String source, String id) {}
