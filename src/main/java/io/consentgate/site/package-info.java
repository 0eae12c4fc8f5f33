/**
 * What a site's file says, as values: its shops, country, forms, lists and mapping. Reading the file belongs to
 * configuration; deciding by it to the gate.
 */
package io.consentgate.site;
