-- Opposition registers that were loaded: the copy, or the answer to one's own numbers, that counts.
CREATE TABLE opposition_list (
  register    TEXT NOT NULL PRIMARY KEY,
  id          BIGINT NOT NULL,
  checked_at  BIGINT NOT NULL,
  copy        INT NOT NULL,
  phones      INT NOT NULL,
  emails      INT NOT NULL,
  entries     BIGINT NOT NULL,
  imported_at BIGINT NOT NULL
);

-- Keyed hashes, cut short. A list that is being loaded has an id that no row above names yet.
CREATE TABLE opposition_entry (
  list_id    BIGINT NOT NULL,
  hash       ${binary} NOT NULL,
  listed     INT NOT NULL,
  since      BIGINT NOT NULL,
  checked_at BIGINT NOT NULL,
  PRIMARY KEY (list_id, hash)
) ${clustered};
