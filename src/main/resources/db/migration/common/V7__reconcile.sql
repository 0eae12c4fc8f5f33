-- What a reconciliation found and has not repaired yet. The address goes with the repair, or with the next run.
CREATE TABLE reconcile_finding (
  account   TEXT NOT NULL,
  address   TEXT NOT NULL,
  remote_id TEXT,
  reason    TEXT NOT NULL,
  PRIMARY KEY (account, address)
) ${clustered};

-- Ids are numbers written as text: by length, then by digits, they stand in the order in which pages bring them.
CREATE INDEX confirmed_remote_order ON confirmed (account, length(remote_id), remote_id);
