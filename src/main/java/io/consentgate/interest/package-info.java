/**
 * Legitimate interest: why somebody may be called or written to without having agreed, with the paper that shows it, and
 * the notice that the person is owed. Whether it opens anything is the gate's question; mail and tracking never rest on it.
 */
package io.consentgate.interest;
