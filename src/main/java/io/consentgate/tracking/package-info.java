/**
 * Behaviour events from the server side: an outbox of events whose consent was given then, decided again now, sent to
 * ActiveCampaign's event endpoint once or not at all. Contacts and lists are the delivery's.
 */
package io.consentgate.tracking;
