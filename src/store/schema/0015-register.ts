import { appendOnly } from "../append-only.ts"

/**
 * The register: a second log with a tree of its own, for what is dated. `body` is the public version of an entry and
 * what the tree hashes. It commits to what stands in `register_private`.
 */
export const sql = `
  CREATE TABLE register (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    body TEXT NOT NULL CHECK (json_valid(body))
  ) STRICT;
  CREATE TRIGGER register_has_no_gap BEFORE INSERT ON register
  WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM register)
  BEGIN SELECT RAISE(ABORT, 'the next entry of the register has the next number'); END;
  ${appendOnly("register")}

  CREATE TABLE register_node (
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 52),
    number INTEGER NOT NULL CHECK (number >= 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, number)
  ) STRICT, WITHOUT ROWID;
  ${appendOnly("register_node")}

  CREATE TABLE register_private (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    content TEXT NOT NULL CHECK (json_valid(content))
  ) STRICT;
  ${appendOnly("register_private")}

  CREATE TABLE register_checkpoint (
    size INTEGER NOT NULL CHECK (size > 0),
    key TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (size, key)
  ) STRICT;
  ${appendOnly("register_checkpoint")}
`
