/**
 * The canonical inbound events: what a shop, a chatbot, a browser or a file can tell us, one record per kind.
 * Reading and validating them (with field-level problems) belongs here. No storage, no decision and no wire
 * format other than the canonical one may enter.
 */
package io.consentgate.event;
