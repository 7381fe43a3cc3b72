import { appendOnly } from "../append-only.ts"

/** Shares of the decryption, kept outside the archive until a set of them gives a result. */
export const sql = `
CREATE TABLE share (
  number  INTEGER PRIMARY KEY,
  owner   INTEGER NOT NULL REFERENCES trustee (owner),
  sha256  TEXT NOT NULL CHECK (length(sha256) = 64),
  -- The partial decryption as the archive will hold it, and our proof, which hashes ciphertext and factor as well.
  body    TEXT NOT NULL,
  proof   TEXT NOT NULL,
  state   TEXT NOT NULL CHECK (state IN ('received', 'refused', 'counted')),
  -- The code of what is wrong with a refused share.
  fault   TEXT CHECK ((fault IS NOT NULL) = (state = 'refused'))
) STRICT;
-- A holder whose share was refused may send another; one that stands is the only one.
CREATE UNIQUE INDEX share_standing ON share (owner) WHERE state <> 'refused';
CREATE TRIGGER share_fixed BEFORE UPDATE ON share
WHEN OLD.state <> 'received' OR NEW.number <> OLD.number OR NEW.owner <> OLD.owner OR NEW.sha256 <> OLD.sha256
  OR NEW.body <> OLD.body OR NEW.proof <> OLD.proof
BEGIN SELECT RAISE(ABORT, 'a share is never rewritten'); END;
CREATE TRIGGER share_kept BEFORE DELETE ON share
BEGIN SELECT RAISE(ABORT, 'a share is never deleted'); END;

-- The result as the archive holds it: JSON, one row of counts a question.
CREATE TABLE result (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  body  TEXT NOT NULL
) STRICT;
${appendOnly("result")}
`
