/**
 * The program, and the only place where its parts are put together. Every other package is a room of its own; no rule
 * of any of them may enter here.
 */
package io.consentgate;
