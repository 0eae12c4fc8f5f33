package io.consentgate.standin;

import java.time.Instant;

/** One attempt to deliver a webhook; {@code status} is the receiver's answer, 0 when there was none. */
public record WebhookDelivery(String webhookId, String url, String form, Instant at, int status) {}
