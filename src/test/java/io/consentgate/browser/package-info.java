/** A real browser for tests, driven over the Chrome DevTools protocol, and what its pages talk to. */
package io.consentgate.browser;
