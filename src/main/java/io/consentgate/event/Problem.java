package io.consentgate.event;

/**
 * Why an event was refused.
 *
 * @param field JSON pointer of the missing or offending member; "" when the line is not JSON (READINGS 31)
 * @param problem which value class was found and what would be accepted; never a value (it may be personal data)
 */
public record Problem(String field, String problem) {}
