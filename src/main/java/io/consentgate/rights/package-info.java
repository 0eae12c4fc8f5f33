/**
 * Rights of data subjects as operations: erasure, forgetting after the waiting time, requests that a person handles
 * (consent.md chapter 4). What a restriction or an objection means for sending is the gate's question.
 */
package io.consentgate.rights;
