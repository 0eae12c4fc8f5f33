/**
 * Reads what the operator writes: properties, environment, sites, rules, notice, keys, the secret file. All errors are
 * found before anything starts and told at once, with file, key, what was found, what is expected and a suggestion.
 * What the values mean belongs to the rooms that use them.
 */
package io.consentgate.configuration;
