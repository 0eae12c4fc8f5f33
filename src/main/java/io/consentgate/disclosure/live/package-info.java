/**
 * Looks whether the site shows the notice that is in force: fetches the published pages, finds the notice in them and
 * says what differs in words. The only room that sends requests to the shop's own pages; it sends nothing about
 * anybody, and reaches no host that the site's file does not name. What follows from a verdict is not decided here.
 */
package io.consentgate.disclosure.live;
