-- Of an order that goes in groups over GraphQL: when it was told, and when it is looked for there, as long as it is in
-- doubt whether it is. Null = told over REST.
ALTER TABLE sent_purchase ADD COLUMN told_at BIGINT;
ALTER TABLE sent_purchase ADD COLUMN look_at BIGINT;
CREATE INDEX sent_purchase_look ON sent_purchase (account, look_at) WHERE look_at IS NOT NULL;

-- How an account's orders go is chosen once; whoever sent some before could only choose REST.
INSERT INTO installation (name, value)
  SELECT DISTINCT 'orders.' || account, 'rest' FROM sent_purchase WHERE order_id IS NOT NULL;
