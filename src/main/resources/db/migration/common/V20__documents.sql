-- The paper or mail that a legitimate interest rests on, with the row of the register that names its hash. Erasable.
CREATE TABLE document (
  site     TEXT NOT NULL,
  seq      BIGINT NOT NULL,
  sha256   ${binary} NOT NULL,
  type     TEXT NOT NULL,
  size     BIGINT NOT NULL,
  content  ${binary} NOT NULL,
  PRIMARY KEY (site, seq)
);
