-- Who may have to confirm an address. Whether, and what to send, is decided when it is sent.
CREATE TABLE confirmation_due (
  site        TEXT NOT NULL,
  person_id   BIGINT NOT NULL,
  language    TEXT,
  due_at      BIGINT NOT NULL,
  marked_at   BIGINT NOT NULL,
  version     BIGINT NOT NULL,
  lease_until BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (site, person_id)
) ${clustered};
CREATE INDEX confirmation_due_at ON confirmation_due (due_at, marked_at);

-- Every confirmation mail, with the link that stands in it: the link is made of id and the installation's secret, so
-- nobody can make one from this table. address_key: keyed hash, to count what one mailbox is sent over all sites.
CREATE TABLE confirmation_mail (
  id           ${binary} NOT NULL PRIMARY KEY,
  site         TEXT NOT NULL,
  person_id    BIGINT NOT NULL,
  address_key  ${binary} NOT NULL,
  request_seq  BIGINT NOT NULL,
  asked_at     BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  language     TEXT NOT NULL,
  texts_hash   TEXT NOT NULL,
  state        TEXT NOT NULL,
  made_at      BIGINT NOT NULL,
  tries        INT NOT NULL DEFAULT 1,
  doubts       INT NOT NULL DEFAULT 0,
  confirmed_at BIGINT
) ${clustered};
CREATE INDEX confirmation_mail_person ON confirmation_mail (person_id);
CREATE INDEX confirmation_mail_address ON confirmation_mail (address_key, made_at);
CREATE INDEX confirmation_mail_site ON confirmation_mail (site, made_at);
