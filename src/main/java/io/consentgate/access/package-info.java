/**
 * Who may knock, and at which door: keys, roles, and the front door that stands ahead of every route and refuses by
 * default. What happens behind a door may not enter.
 */
package io.consentgate.access;
