/**
 * One ActiveCampaign account: its calls, its answers, its faults, its budget. Nobody else knows its JSON.
 * It takes {@link io.consentgate.gate.Cleared} values, and {@link io.consentgate.gate.Removal}s of people known to be
 * there; anything else that is personal may not enter, and no decision is made here.
 */
package io.consentgate.activecampaign;
