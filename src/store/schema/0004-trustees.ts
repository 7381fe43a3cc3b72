import { appendOnly } from "../append-only.ts"

/**
 * The key ceremony: the replies of the holders, the keys that resulted, and proofs that each holder can still use its
 * share.
 */
export const sql = `
-- Everything here is public: secrets stay in the holders' files. A ceremony in one room leaves no answers.
CREATE TABLE ceremony_answer (
  -- The journal entry with which the ceremony began: one that was begun anew has answers of its own.
  origin  INTEGER NOT NULL REFERENCES journal (number),
  holder  TEXT NOT NULL,
  step    TEXT NOT NULL CHECK (step IN ('join', 'commit', 'deal', 'finish')),
  reply   TEXT NOT NULL,
  PRIMARY KEY (origin, holder, step)
) STRICT;
${appendOnly("ceremony_answer")}

-- In the order of their owner numbers in the archive, which start at 1.
CREATE TABLE trustee (
  owner       INTEGER PRIMARY KEY CHECK (owner >= 1),
  holder      TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL CHECK (kind IN ('mandatory', 'threshold')),
  public_key  TEXT NOT NULL UNIQUE CHECK (length(public_key) = 64)
) STRICT;
${appendOnly("trustee")}

-- The structure of the archive's setup that comes out of the ceremony, as it will be hashed, and the election's key.
CREATE TABLE trustees (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  body        TEXT NOT NULL,
  public_key  TEXT NOT NULL CHECK (length(public_key) = 64)
) STRICT;
${appendOnly("trustees")}

-- A holder may prove possession as often as asked, each time bound to the journal of another size.
CREATE TABLE possession (
  owner   INTEGER NOT NULL REFERENCES trustee (owner),
  size    INTEGER NOT NULL CHECK (size > 0),
  proof   TEXT NOT NULL CHECK (json_valid(proof)),
  PRIMARY KEY (owner, size)
) STRICT;
${appendOnly("possession")}
`
