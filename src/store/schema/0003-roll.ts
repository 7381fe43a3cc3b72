/** Who may vote: the rows of the member file, each under the number of the import that read it. */
export const sql = `
-- Which import is the roll; 0 before the first. Rows are written under the next number, which no reader looks at, and
-- become the roll in the one transaction that journals the import and moves this pointer.
CREATE TABLE roll (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  import  INTEGER NOT NULL,
  next    INTEGER NOT NULL CHECK (next > import)
) STRICT;
INSERT INTO roll (id, import, next) VALUES (1, 0, 1);

CREATE TABLE voter (
  import    INTEGER NOT NULL,
  -- The member number as it is compared: folded, without blanks at its ends.
  key       TEXT NOT NULL CHECK (key <> ''),
  id        TEXT NOT NULL CHECK (id <> ''),
  line      INTEGER NOT NULL CHECK (line > 0),
  name      TEXT NOT NULL CHECK (name <> ''),
  -- Lines of the address, between line feeds.
  address   TEXT NOT NULL,
  postcode  TEXT NOT NULL,
  grp       TEXT CHECK (grp <> ''),
  weight    INTEGER NOT NULL CHECK (weight BETWEEN 0 AND 100000000000),
  -- The column and the value by which a member may not vote; none if the member may.
  rule      TEXT,
  found     TEXT,
  CHECK ((rule IS NULL) = (found IS NULL)),
  CHECK (weight > 0 OR rule IS NOT NULL),
  PRIMARY KEY (import, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX voter_postcode ON voter (import, postcode, key) WHERE rule IS NULL;

CREATE TRIGGER voter_refuses_update BEFORE UPDATE ON voter
BEGIN SELECT RAISE(ABORT, 'a voter is never rewritten'); END;
CREATE TRIGGER voter_refuses_insert BEFORE INSERT ON voter
WHEN NEW.import <= (SELECT import FROM roll)
BEGIN SELECT RAISE(ABORT, 'the roll is replaced as a whole'); END;
CREATE TRIGGER voter_refuses_delete BEFORE DELETE ON voter
WHEN OLD.import = (SELECT import FROM roll)
BEGIN SELECT RAISE(ABORT, 'the roll is replaced as a whole'); END;

CREATE TRIGGER roll_stays BEFORE DELETE ON roll
BEGIN SELECT RAISE(ABORT, 'the roll is never removed'); END;
CREATE TRIGGER roll_moves_forward BEFORE UPDATE ON roll
WHEN NEW.id <> OLD.id OR NEW.import < OLD.import OR NEW.next < OLD.next
BEGIN SELECT RAISE(ABORT, 'imports only move forward'); END;
-- Credentials were made for this roll: another one would have members without a code, and codes without a member.
CREATE TRIGGER roll_fixed BEFORE UPDATE OF import ON roll
WHEN NEW.import <> OLD.import AND EXISTS (SELECT 1 FROM journal WHERE type = 'credentials.generated')
BEGIN SELECT RAISE(ABORT, 'the roll is fixed once credentials exist'); END;
`
