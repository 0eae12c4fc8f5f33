package io.consentgate.event;

/**
 * Who an event is about; at least one member is set.
 *
 * @param externalId the shop's own id, valid inside that shop only
 * @param email normalised (see {@code person.EmailAddress})
 * @param phone E.164
 */
public record PersonRef(String externalId, String email, String phone) {}
