/** What is written in confirmation mails, per language; a site's own words are checked before the start. */
package io.consentgate.confirmation.text;
