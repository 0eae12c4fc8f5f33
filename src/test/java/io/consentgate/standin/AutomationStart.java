package io.consentgate.standin;

import java.time.Instant;

/** A write that would start automations in the real account: an order or cart with source 1 (13.3, 13.4). */
public record AutomationStart(String trigger, String email, String orderId, Instant at) {}
