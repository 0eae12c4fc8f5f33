-- Every version of a site's notice that was ever written, and its files byte for byte. Nothing in it is about a person.
CREATE TABLE notice_version (
  site           TEXT NOT NULL,
  version        BIGINT NOT NULL,
  content_hash   TEXT NOT NULL,
  grade          TEXT NOT NULL,
  asks_again     TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  effective_at   BIGINT NOT NULL,
  written_at     BIGINT NOT NULL,
  model          TEXT NOT NULL,
  PRIMARY KEY (site, version)
) ${clustered};

CREATE TABLE notice_file (
  site       TEXT NOT NULL,
  version    BIGINT NOT NULL,
  name       TEXT NOT NULL,
  media_type TEXT NOT NULL,
  language   TEXT,
  content    ${binary} NOT NULL,
  PRIMARY KEY (site, version, name)
) ${clustered};
