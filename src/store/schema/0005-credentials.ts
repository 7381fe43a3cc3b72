/** Who may vote, as keys without names: the sealed list, and what may be done with each key. */
export const sql = `
-- Nothing here, neither a column nor the order of the rows, links a key to a member: rows lie in the order of the keys,
-- which are as good as random.
CREATE TABLE credential (
  -- The 32 bytes of RFC 8032.
  key     BLOB PRIMARY KEY CHECK (length(key) = 32),
  weight  INTEGER NOT NULL CHECK (weight > 0),
  -- The member's group, for figures by group; a credential in reserve has none yet.
  grp     TEXT,
  kind    TEXT NOT NULL CHECK (kind IN ('issued', 'reserve')),
  -- Only a usable key opens a ballot: a reserve key must be activated first.
  state   TEXT NOT NULL CHECK (state IN ('usable', 'reserve', 'blocked')),
  CHECK (kind = 'reserve' OR (state <> 'reserve'))
) STRICT, WITHOUT ROWID;
CREATE INDEX credential_reserve ON credential (weight, key) WHERE kind = 'reserve';

-- What was issued stays as it was issued; only the state moves, and a blocked key stays blocked.
CREATE TRIGGER credential_fixed BEFORE UPDATE ON credential
WHEN NEW.key <> OLD.key OR NEW.weight <> OLD.weight OR NEW.kind <> OLD.kind
  OR OLD.state = 'blocked' OR NEW.state = 'reserve'
BEGIN SELECT RAISE(ABORT, 'a credential is never changed back'); END;
CREATE TRIGGER credential_kept BEFORE DELETE ON credential
BEGIN SELECT RAISE(ABORT, 'a credential is never deleted'); END;
`
