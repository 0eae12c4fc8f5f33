/**
 * The consent register: statements of people, append-only and hash-chained per site, with their evidence apart and
 * erasable; and the history of one person, gathered over aliases and changed addresses. Whether a statement opens
 * anything is the gate's question and may not be answered here.
 */
package io.consentgate.consent;
