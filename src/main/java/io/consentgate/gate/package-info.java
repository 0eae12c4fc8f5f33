/**
 * Decides, purely, from facts, rules and a moment in time, what may be done with a person's data, and makes the only
 * values that may leave: {@link io.consentgate.gate.Cleared}. No I/O, no clock of its own, no storage, no wire format.
 */
package io.consentgate.gate;
