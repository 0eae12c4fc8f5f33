-- First-party visitors of a site's pages: the keyed hash of the id that the page made up. The number is negative, so
-- that it never meets a person's in the register, where the visitor's own statements lie.
CREATE TABLE visitor (
  site        TEXT NOT NULL,
  visitor_key ${binary} NOT NULL,
  id          BIGINT NOT NULL,
  created_at  BIGINT NOT NULL,
  keep_until  BIGINT NOT NULL,
  PRIMARY KEY (site, visitor_key)
) ${clustered};
CREATE UNIQUE INDEX visitor_id ON visitor (id);
CREATE INDEX visitor_keep ON visitor (keep_until);

-- Who was identified on which visitor, and when: by the site alone. Person 0 = somebody who was erased since.
CREATE TABLE visitor_person (
  visitor_id BIGINT NOT NULL,
  at         BIGINT NOT NULL,
  person_id  BIGINT NOT NULL,
  PRIMARY KEY (visitor_id, at, person_id)
) ${clustered};
CREATE INDEX visitor_person_person ON visitor_person (person_id);
