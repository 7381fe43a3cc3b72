import { appendOnly } from "../append-only.ts"

/**
 * The journal. `number` counts from 1 without a gap, so an entry's number is the size that the journal has with it, and
 * its leaf in the Merkle tree has index `number - 1`. The three columns read from the body are generated, and never
 * stored apart from it.
 */
export const sql = `
  CREATE TABLE journal (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    type TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.type')) VIRTUAL,
    phase TEXT GENERATED ALWAYS AS (json_extract(body, '$.phase')) VIRTUAL,
    at TEXT GENERATED ALWAYS AS (json_extract(body, '$.at')) VIRTUAL
  ) STRICT;
  CREATE INDEX journal_phase ON journal (number) WHERE phase IS NOT NULL;
  CREATE INDEX journal_at ON journal (at) WHERE at IS NOT NULL;
  CREATE INDEX journal_type ON journal (type, number);
  CREATE TRIGGER journal_has_no_gap BEFORE INSERT ON journal
  WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM journal)
  BEGIN SELECT RAISE(ABORT, 'the next journal entry has the next number'); END;
  ${appendOnly("journal")}

  -- Roots of the complete subtrees of the Merkle tree: node (level, number) covers 2^level leaves from number * 2^level.
  CREATE TABLE journal_node (
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 52),
    number INTEGER NOT NULL CHECK (number >= 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, number)
  ) STRICT, WITHOUT ROWID;
  ${appendOnly("journal_node")}

  -- Private: the key under which an entry commits to something that must not be published.
  CREATE TABLE journal_salt (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    key BLOB NOT NULL CHECK (length(key) = 32)
  ) STRICT;
  ${appendOnly("journal_salt")}

  -- The instant is private: a note has none, and no published figure tells when a vote was cast.
  CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY CHECK (size > 0),
    at TEXT NOT NULL,
    note TEXT NOT NULL
  ) STRICT;
  ${appendOnly("checkpoint")}
`
