/**
 * Runs the connector: the process and its ports, health, meters, the HTTP surface and the command line. Everything
 * here hands over to another room; no rule about people, consent or ActiveCampaign may enter.
 */
package io.consentgate.operations;
