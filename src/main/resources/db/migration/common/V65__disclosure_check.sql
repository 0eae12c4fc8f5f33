-- What the site's published pages showed when they were last looked at. Nothing in it is about a person.
CREATE TABLE disclosure_page (
  site       TEXT NOT NULL,
  page       TEXT NOT NULL,
  section    TEXT NOT NULL,
  language   TEXT NOT NULL,
  standing   TEXT NOT NULL,
  since      BIGINT NOT NULL,
  shown      BIGINT,
  in_force   BIGINT NOT NULL,
  why        TEXT,
  lacking    TEXT NOT NULL,
  instead    TEXT NOT NULL,
  purposes   TEXT NOT NULL,
  checked_at BIGINT NOT NULL,
  reached_at BIGINT,
  PRIMARY KEY (site, page, section, language)
) ${clustered};

-- Purposes that were denied because the published notice does not name them, as people were last planned with.
CREATE TABLE disclosure_gate (
  site       TEXT NOT NULL PRIMARY KEY,
  denied     TEXT NOT NULL,
  changed_at BIGINT NOT NULL
) ${clustered};
