-- A dead letter may be about one cart or order of somebody instead of the person: kind, and then site, shop and the
-- shop's id of it. The old table's key does not know that.
CREATE TABLE dead_letter_75 (
  id         BIGINT NOT NULL PRIMARY KEY,
  account    TEXT NOT NULL,
  address    TEXT NOT NULL,
  kind       TEXT NOT NULL,
  site       TEXT NOT NULL,
  shop       TEXT NOT NULL,
  shop_id    TEXT NOT NULL,
  reason     TEXT NOT NULL,
  attempts   INT NOT NULL,
  first_at   BIGINT NOT NULL,
  last_at    BIGINT NOT NULL,
  UNIQUE (account, address, kind, site, shop, shop_id)
);
INSERT INTO dead_letter_75 (id, account, address, kind, site, shop, shop_id, reason, attempts, first_at, last_at)
  SELECT id, account, address, 'PERSON', '', '', '', reason, attempts, first_at, last_at FROM dead_letter;
DROP TABLE dead_letter;
ALTER TABLE dead_letter_75 RENAME TO dead_letter;

-- Whether ActiveCampaign refused what the digest stands for: not sent again until it changes, or is replayed.
ALTER TABLE sent_purchase ADD COLUMN refused INT NOT NULL DEFAULT 0;
