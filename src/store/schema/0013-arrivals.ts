/** When ballots of the booth arrived, in bins of which none dates fewer than ten of them. */
export const sql = `
-- All instants are milliseconds since 1970-01-01T00:00Z. What came since the last row has no row: nothing says more of
-- it than that it came since then, and that it was not enough for a bin.
CREATE TABLE arrival (
  number   INTEGER PRIMARY KEY CHECK (number > 0),
  began    INTEGER NOT NULL CHECK (began >= 0),
  -- Of the last row it may lie ahead: the bin is then being filled.
  ended    INTEGER NOT NULL,
  ballots  INTEGER NOT NULL CHECK (ballots = 0 OR ballots >= 10),
  -- Ballots of the booth up to this height came before the end, all later ones after it. It is that of the last ballot
  -- before the next bin's first, or as long as there is none, of the last ballot of this bin.
  height   INTEGER NOT NULL CHECK (height >= 0),
  -- SHA-256 over all rows before.
  after    BLOB NOT NULL CHECK (length(after) = 32),
  CHECK (ended > began)
) STRICT;
-- The line by which a key of the urn signs the last row, and with it all rows before. Entry is that of the journal
-- which accepted the latest ballots.
CREATE TABLE arrival_signature (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  entry INTEGER NOT NULL CHECK (entry > 0),
  line  TEXT NOT NULL
) STRICT;
CREATE TRIGGER arrival_has_no_gap BEFORE INSERT ON arrival
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM arrival)
BEGIN SELECT RAISE(ABORT, 'the next bin has the next number'); END;
CREATE TRIGGER arrival_only_fills BEFORE UPDATE ON arrival
WHEN NEW.number <> OLD.number OR NEW.began <> OLD.began OR NEW.ended > OLD.ended OR NEW.ballots < OLD.ballots
  OR NEW.height < OLD.height OR NEW.after <> OLD.after OR OLD.number < (SELECT max(number) FROM arrival)
BEGIN SELECT RAISE(ABORT, 'only the last bin is filled, and never beyond its end'); END;
CREATE TRIGGER arrival_kept BEFORE DELETE ON arrival
BEGIN SELECT RAISE(ABORT, 'a bin is never deleted'); END;
CREATE TRIGGER arrival_signature_kept BEFORE DELETE ON arrival_signature
BEGIN SELECT RAISE(ABORT, 'the signature of the bins is never deleted'); END;
`
