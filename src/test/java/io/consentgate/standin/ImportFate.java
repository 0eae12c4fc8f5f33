package io.consentgate.standin;

/** How a queued import ends: applied, not applied at all, or applied up to the middle. */
public enum ImportFate {
    COMPLETED,
    FAILED,
    INTERRUPTED
}
