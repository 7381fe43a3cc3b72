import { appendOnly } from "../append-only.ts"

/** The election's definition, the members' keys as they were given at `init`, and the acts with their signatures. */
export const sql = `
CREATE TABLE election (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  uuid        TEXT NOT NULL CHECK (length(uuid) >= 14),
  rehearsal   INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
  urn_key     TEXT NOT NULL,
  -- The exact bytes of the definition file, and the same decoded, so that most commands need not read YAML.
  definition  TEXT NOT NULL,
  decoded     TEXT NOT NULL CHECK (json_valid(decoded))
) STRICT;
${appendOnly("election")}

CREATE TABLE member_key (
  member  TEXT PRIMARY KEY,
  key     TEXT NOT NULL UNIQUE
) STRICT;
${appendOnly("member_key")}

CREATE TABLE channel_key (
  channel  TEXT PRIMARY KEY,
  key      TEXT NOT NULL UNIQUE
) STRICT;
${appendOnly("channel_key")}

CREATE TABLE witness_key (
  key  TEXT PRIMARY KEY
) STRICT;
${appendOnly("witness_key")}

CREATE TABLE act (
  number    INTEGER PRIMARY KEY CHECK (number >= 1),
  kind      TEXT NOT NULL,
  text      TEXT NOT NULL,
  state     TEXT NOT NULL CHECK (state IN ('pending', 'effective', 'dropped'))
) STRICT;
CREATE UNIQUE INDEX act_pending ON act (state) WHERE state = 'pending';
-- The text of an act never changes, and an act that ended stays as it ended.
CREATE TRIGGER act_fixed BEFORE UPDATE ON act
WHEN OLD.state <> 'pending' OR NEW.number <> OLD.number OR NEW.kind <> OLD.kind OR NEW.text <> OLD.text
BEGIN SELECT RAISE(ABORT, 'an act is never rewritten'); END;
CREATE TRIGGER act_kept BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'an act is never deleted'); END;

CREATE TABLE act_signature (
  act     INTEGER NOT NULL REFERENCES act (number),
  member  TEXT NOT NULL,
  line    TEXT NOT NULL,
  PRIMARY KEY (act, member)
) STRICT;
${appendOnly("act_signature")}

-- Reservations and refusals: signed notes of single members about an act. That a member is absent is what another says, so
-- it is a note beside the member's own, never in their place.
CREATE TABLE act_answer (
  act     INTEGER NOT NULL REFERENCES act (number),
  member  TEXT NOT NULL,
  kind    TEXT NOT NULL CHECK (kind IN ('reserved', 'declined', 'absent')),
  note    TEXT NOT NULL,
  PRIMARY KEY (act, member, kind)
) STRICT;
${appendOnly("act_answer")}
`
