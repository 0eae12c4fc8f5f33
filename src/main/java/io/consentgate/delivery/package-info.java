/**
 * Keeps ActiveCampaign equal to what was agreed: who changed, the desired and the confirmed state, the plan between
 * them, lanes, imports, dead letters. Nothing is queued but who changed; what to send is computed when a call is
 * free (DESIGN 2). ActiveCampaign's JSON and the reading of consent may not enter.
 */
package io.consentgate.delivery;
