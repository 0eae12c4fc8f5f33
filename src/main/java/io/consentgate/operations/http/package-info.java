/**
 * The HTTP surface behind the front door: reads what came, hands it to the room that knows what to do with it, and
 * shapes the answer.
 */
package io.consentgate.operations.http;
