-- When the one informative reminder of a cart left that may go without consent (consent.md 3.6 C2). It outlives the
-- record in ActiveCampaign, so that a cart that changes is not reminded of again.
ALTER TABLE cart ADD COLUMN reminded_at BIGINT;
