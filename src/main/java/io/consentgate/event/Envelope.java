package io.consentgate.event;

import java.time.Instant;

/**
 * The CloudEvents part.
 *
 * @param time when it happened at the shop; null when the shop does not say
 */
public record Envelope(EventKey key, String platform, Instant time, Mode mode) {}
