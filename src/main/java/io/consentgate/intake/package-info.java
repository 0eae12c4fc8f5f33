/**
 * From whatever a shop has (CSV, NDJSON, canonical JSON) to canonical events, and one transaction for each batch of
 * them: event key, register, profile and changed mark, or nothing. What cannot be taken goes to a file of rejects. No
 * decision about a person may enter, and no call to anywhere.
 */
package io.consentgate.intake;
