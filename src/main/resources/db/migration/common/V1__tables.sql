-- One text for SQLite and PostgreSQL. Times are UTC epoch milliseconds. Placeholders: ${binary} is the type of short
-- byte strings, ${clustered} keeps the rows of a table in its primary key where the database can.

-- What the database was made with: the fingerprint of the secret that keys its hashes.
CREATE TABLE installation (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

-- Which events were accepted. Keyed hashes, cut short: a source or an id may contain an address.
CREATE TABLE inbound_key (
  key_hash     ${binary} NOT NULL PRIMARY KEY,
  content_hash ${binary} NOT NULL,
  received_at  BIGINT NOT NULL
) ${clustered};

-- One person is one address (or, while no address is known, one alias or phone) inside one site. The id is random but
-- for its head, which grows with time: rows of new people lie together.
-- value: the normalised address; shop and external id; or the keyed hash of the phone.
CREATE TABLE person (
  site       TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('email', 'alias', 'phone')),
  value      TEXT NOT NULL,
  id         BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (site, kind, value)
) ${clustered};
CREATE UNIQUE INDEX person_id ON person (id);

-- Which address an external id had since when; only contact events move it (READINGS 20).
CREATE TABLE alias (
  site        TEXT NOT NULL,
  shop        TEXT NOT NULL,
  external_id TEXT NOT NULL,
  since       BIGINT NOT NULL,
  person_id   BIGINT NOT NULL,
  PRIMARY KEY (site, shop, external_id, since, person_id)
) ${clustered};
CREATE INDEX alias_person ON alias (person_id);

-- The latest value of each contact member, with its time, so that order of arrival does not matter.
CREATE TABLE profile (
  person_id  BIGINT NOT NULL PRIMARY KEY,
  facts      TEXT NOT NULL,
  phone_key  TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
) ${clustered};
CREATE INDEX profile_phone ON profile (phone_key) WHERE phone_key IS NOT NULL;

-- The register. Append-only by trigger; nothing in it names a person.
CREATE TABLE consent_event (
  site          TEXT NOT NULL,
  seq           BIGINT NOT NULL,
  person_id     BIGINT NOT NULL,
  received_at   BIGINT NOT NULL,
  statement     TEXT NOT NULL,
  evidence_hash ${binary} NOT NULL,
  hash          ${binary} NOT NULL,
  PRIMARY KEY (site, seq)
) ${clustered};
CREATE INDEX consent_event_person ON consent_event (person_id);

CREATE TABLE register_head (
  site TEXT NOT NULL PRIMARY KEY,
  seq  BIGINT NOT NULL,
  hash ${binary} NOT NULL
);

-- What proves a row of the register; erasable. The salt makes the hash in the chain useless once this row is gone.
CREATE TABLE evidence (
  site    TEXT NOT NULL,
  seq     BIGINT NOT NULL,
  salt    ${binary} NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (site, seq)
) ${clustered};

-- Erased people: keyed hash of the address, the alias or the phone, and nothing else.
CREATE TABLE suppression (
  site      TEXT NOT NULL,
  hash      ${binary} NOT NULL,
  erased_at BIGINT NOT NULL,
  reason    TEXT NOT NULL,
  PRIMARY KEY (site, hash)
);

CREATE TABLE shop_order (
  site        TEXT NOT NULL,
  shop        TEXT NOT NULL,
  external_id TEXT NOT NULL,
  person_id   BIGINT,
  sale_key    TEXT NOT NULL,
  status      TEXT NOT NULL,
  placed_at   BIGINT NOT NULL,
  updated_at  BIGINT NOT NULL,
  content     TEXT NOT NULL,
  PRIMARY KEY (site, shop, external_id)
);
CREATE INDEX shop_order_person ON shop_order (person_id);

CREATE TABLE cart (
  site        TEXT NOT NULL,
  shop        TEXT NOT NULL,
  external_id TEXT NOT NULL,
  person_id   BIGINT,
  status      TEXT NOT NULL,
  updated_at  BIGINT NOT NULL,
  content     TEXT NOT NULL,
  PRIMARY KEY (site, shop, external_id)
);
CREATE INDEX cart_person ON cart (person_id);

CREATE TABLE tracking_outbox (
  id          BIGINT NOT NULL PRIMARY KEY,
  site        TEXT NOT NULL,
  account     TEXT NOT NULL,
  person_id   BIGINT NOT NULL,
  name        TEXT NOT NULL,
  value       TEXT,
  occurred_at BIGINT NOT NULL,
  state       TEXT NOT NULL,
  due_at      BIGINT NOT NULL,
  attempts    INT NOT NULL DEFAULT 0
);
CREATE INDEX tracking_outbox_due ON tracking_outbox (account, state, due_at);
CREATE INDEX tracking_outbox_person ON tracking_outbox (person_id);

-- Requests that a person handles (access, portability, rectification, shop_erasure) and erasures until verified.
CREATE TABLE rights_request (
  id           BIGINT NOT NULL PRIMARY KEY,
  site         TEXT NOT NULL,
  shop         TEXT NOT NULL,
  person_id    BIGINT,
  kind         TEXT NOT NULL,
  requested_at BIGINT NOT NULL,
  due_at       BIGINT,
  state        TEXT NOT NULL,
  changed_at   BIGINT NOT NULL
);
CREATE INDEX rights_request_state ON rights_request (state, kind);
CREATE INDEX rights_request_person ON rights_request (person_id);

-- Whose remote contact has to be planned again.
CREATE TABLE changed (
  account     TEXT NOT NULL,
  address     TEXT NOT NULL,
  lane        INT NOT NULL,
  due_at      BIGINT NOT NULL,
  marked_at   BIGINT NOT NULL,
  version     BIGINT NOT NULL,
  lease_owner TEXT,
  lease_until BIGINT NOT NULL DEFAULT 0,
  attempts    INT NOT NULL DEFAULT 0,
  retrying    INT NOT NULL DEFAULT 0,
  PRIMARY KEY (account, address)
) ${clustered};
-- Who waits to be tried again; everybody else who is not due only waits for a deadline.
CREATE INDEX changed_retrying ON changed (account, lane, due_at, marked_at) WHERE retrying = 1;
-- With marked_at, so that the backlog and its age are counted in the index alone.
CREATE INDEX changed_due ON changed (account, lane, due_at, marked_at);

-- What ActiveCampaign is known to hold, or what is in doubt. The revision moves on with each writing: who planned
-- with an older one learns of it.
CREATE TABLE confirmed (
  account      TEXT NOT NULL,
  address      TEXT NOT NULL,
  remote_id    TEXT,
  created_here INT NOT NULL,
  state        TEXT NOT NULL,
  doubt        TEXT,
  batch_id     BIGINT,
  grace_until  BIGINT,
  changed_at   BIGINT NOT NULL,
  revision     BIGINT NOT NULL,
  PRIMARY KEY (account, address)
) ${clustered};
CREATE INDEX confirmed_remote ON confirmed (account, remote_id);
CREATE INDEX confirmed_batch ON confirmed (batch_id);

CREATE TABLE import_batch (
  id        BIGINT NOT NULL PRIMARY KEY,
  account   TEXT NOT NULL,
  remote_id TEXT,
  state     TEXT NOT NULL,
  members   INT NOT NULL,
  sent_at   BIGINT NOT NULL,
  look_at   BIGINT NOT NULL,
  looks     INT NOT NULL DEFAULT 0,
  hurries   INT NOT NULL DEFAULT 0
);
CREATE INDEX import_batch_open ON import_batch (account, state, look_at);

CREATE TABLE decision (
  id         BIGINT NOT NULL PRIMARY KEY,
  site       TEXT NOT NULL,
  person_id  BIGINT NOT NULL,
  decided_at BIGINT NOT NULL,
  outcome    TEXT NOT NULL,
  reason     TEXT NOT NULL,
  content    TEXT NOT NULL
);
CREATE INDEX decision_person ON decision (person_id);

-- Who and why; what to send is decided anew on replay.
CREATE TABLE dead_letter (
  id         BIGINT NOT NULL PRIMARY KEY,
  account    TEXT NOT NULL,
  address    TEXT NOT NULL,
  reason     TEXT NOT NULL,
  attempts   INT NOT NULL,
  first_at   BIGINT NOT NULL,
  last_at    BIGINT NOT NULL,
  UNIQUE (account, address)
);

-- The account's budget, shared by all nodes.
CREATE TABLE rate_slot (
  account TEXT NOT NULL PRIMARY KEY,
  next_at BIGINT NOT NULL
);
CREATE TABLE bulk_slot (
  account  TEXT NOT NULL,
  kind     TEXT NOT NULL,
  taken_at BIGINT NOT NULL
);
CREATE INDEX bulk_slot_taken ON bulk_slot (account, kind, taken_at);

CREATE TABLE account_directory (
  account   TEXT NOT NULL,
  kind      TEXT NOT NULL,
  name      TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  PRIMARY KEY (account, kind, name)
);

CREATE TABLE webhook_key (
  hash        ${binary} NOT NULL PRIMARY KEY,
  received_at BIGINT NOT NULL
);

-- How far a poll or a reconciliation came.
CREATE TABLE cursor_position (
  account  TEXT NOT NULL,
  name     TEXT NOT NULL,
  position TEXT NOT NULL,
  moved_at BIGINT NOT NULL,
  PRIMARY KEY (account, name)
);
