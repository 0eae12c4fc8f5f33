/**
 * The one field mapping: every field that may go to ActiveCampaign, with the purpose that carries it. The gate
 * minimises by it, the delivery sends by it, the notice is written from it. No values and no decisions may enter.
 */
package io.consentgate.mapping;
