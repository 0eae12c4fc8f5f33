-- What marketers' triggers were set off by, and what came of it. One row per person, trigger and occasion, so that
-- nothing starts twice.
-- occasion: the shop and its id of the cart or order. state: waiting, acting, done, dropped, in_doubt.
CREATE TABLE trigger_run (
  id           BIGINT NOT NULL PRIMARY KEY,
  account      TEXT NOT NULL,
  site         TEXT NOT NULL,
  trigger_name TEXT NOT NULL,
  person_id    BIGINT NOT NULL,
  occasion     TEXT NOT NULL,
  of_cart      INT NOT NULL,
  total        TEXT,
  occurred_at  BIGINT NOT NULL,
  due_at       BIGINT NOT NULL,
  state        TEXT NOT NULL,
  reason       TEXT,
  changed_at   BIGINT NOT NULL,
  UNIQUE (site, trigger_name, person_id, occasion)
);
CREATE INDEX trigger_run_due ON trigger_run (account, state, due_at);
CREATE INDEX trigger_run_person ON trigger_run (person_id, state, changed_at);

CREATE INDEX trigger_run_occasion ON trigger_run (site, trigger_name, occasion);

-- Who placed the last order when.
CREATE INDEX shop_order_placed ON shop_order (site, placed_at);

-- Switched off and on while running; without a row the site's file counts.
CREATE TABLE trigger_switch (
  site         TEXT NOT NULL,
  trigger_name TEXT NOT NULL,
  paused       INT NOT NULL,
  changed_at   BIGINT NOT NULL,
  PRIMARY KEY (site, trigger_name)
);
