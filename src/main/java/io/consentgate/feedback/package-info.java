/**
 * What people and administrators do in ActiveCampaign comes back: webhooks, the poll for what webhooks lose, and the
 * page-wise comparison of both sides. A no found there becomes a withdrawal here; a yes found there grants nothing.
 * No decision about a person and no wire format may enter: the gate decides, the account's room reads.
 */
package io.consentgate.feedback;
