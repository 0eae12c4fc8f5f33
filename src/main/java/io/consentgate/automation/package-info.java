/**
 * What marketers have started: which trigger a cart or an order sets off, for whom, when, and how often; and who would be
 * reached now. Consent is the gate's answer at the moment of the action. Tags and fields become part of what a contact
 * should hold, which the delivery sees to; ActiveCampaign's JSON, and what a cart or an order is there, may not enter.
 */
package io.consentgate.automation;
