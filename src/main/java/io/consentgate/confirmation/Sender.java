package io.consentgate.confirmation;

/**
 * Who a mail comes from.
 *
 * @param name the controller's
 * @param postalAddress the controller's
 * @param contact where people exercise their rights; answers to the mail go there
 * @param website empty when unknown
 * @param from the address that mails are sent from
 */
public record Sender(String name, String postalAddress, String contact, String website, String from) {}
