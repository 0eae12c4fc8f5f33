-- What was stored before orders and carts were sent came from the past: no automation starts from it.
ALTER TABLE shop_order ADD COLUMN historical INT NOT NULL DEFAULT 1;
ALTER TABLE shop_order ADD COLUMN cart_external_id TEXT;
CREATE INDEX shop_order_cart ON shop_order (site, shop, cart_external_id) WHERE cart_external_id IS NOT NULL;
ALTER TABLE cart ADD COLUMN historical INT NOT NULL DEFAULT 1;
-- What became of it, a reason code; null = not looked at yet.
ALTER TABLE cart ADD COLUMN outcome TEXT;

-- Whose carts and orders have to be looked at again. who: the address, or the alias while no address is known.
-- cart_at: when a cart's time comes; open_cart: whether ActiveCampaign holds one that was not bought.
CREATE TABLE shopper (
  account     TEXT NOT NULL,
  who         TEXT NOT NULL,
  site        TEXT NOT NULL,
  lane        INT NOT NULL,
  due_at      BIGINT NOT NULL,
  cart_at     BIGINT NOT NULL,
  marked_at   BIGINT NOT NULL,
  version     BIGINT NOT NULL,
  open_cart   INT NOT NULL DEFAULT 0,
  attempts    INT NOT NULL DEFAULT 0,
  lease_owner TEXT,
  lease_until BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (account, who, site)
) ${clustered};
CREATE INDEX shopper_due ON shopper (account, lane, due_at, marked_at);
CREATE INDEX shopper_cart ON shopper (account, cart_at);

-- A cart or an order as ActiveCampaign holds it: one record of theirs for both. shop and the two ids are the shop's own.
CREATE TABLE sent_purchase (
  id           BIGINT NOT NULL PRIMARY KEY,
  account      TEXT NOT NULL,
  site         TEXT NOT NULL,
  shop         TEXT NOT NULL,
  connection   TEXT NOT NULL,
  address      TEXT NOT NULL,
  cart_id      TEXT,
  order_id     TEXT,
  remote_id    TEXT,
  digest       TEXT,
  doubt        TEXT,
  live         INT NOT NULL,
  abandoned_at BIGINT,
  sent_at      BIGINT NOT NULL
);
CREATE INDEX sent_purchase_remote ON sent_purchase (account, remote_id);
CREATE INDEX sent_purchase_person ON sent_purchase (account, address, site);
CREATE UNIQUE INDEX sent_purchase_cart ON sent_purchase (account, shop, cart_id) WHERE cart_id IS NOT NULL;
CREATE UNIQUE INDEX sent_purchase_order ON sent_purchase (account, shop, order_id) WHERE order_id IS NOT NULL;

CREATE TABLE sent_customer (
  account    TEXT NOT NULL,
  connection TEXT NOT NULL,
  address    TEXT NOT NULL,
  site       TEXT NOT NULL,
  remote_id  TEXT,
  accepts    INT,
  PRIMARY KEY (account, connection, address)
);
