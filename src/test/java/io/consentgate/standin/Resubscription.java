package io.consentgate.standin;

import java.time.Instant;

/** Somebody who had unsubscribed was put back to active; a client that does this without new consent has a defect (9). */
public record Resubscription(String email, long list, Instant at, String source, int sourceId) {}
