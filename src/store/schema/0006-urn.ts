import { appendOnly } from "../append-only.ts"

/** The archive, record by record as it is published, and what the urn must find in it without reading all of it. */
export const sql = `
-- Whole seconds since 1970-01-01T00:00Z: every entry of the published archive carries this one instant.
CREATE TABLE archive (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  timestamp  INTEGER NOT NULL CHECK (timestamp >= 0)
) STRICT;
${appendOnly("archive")}

-- In the order of the archive. The hash is the SHA-256 of the body, in hexadecimal: its name there.
CREATE TABLE archive_record (
  number  INTEGER PRIMARY KEY CHECK (number > 0),
  -- Of an event, counted from 0; data has none.
  height  INTEGER CHECK (height >= 0),
  hash    TEXT NOT NULL CHECK (length(hash) = 64),
  body    BLOB NOT NULL
) STRICT;
${appendOnly("archive_record")}
-- The last event, and that of any height, without a scan.
CREATE UNIQUE INDEX archive_event ON archive_record (height) WHERE height IS NOT NULL;
CREATE TRIGGER archive_has_no_gap BEFORE INSERT ON archive_record
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM archive_record)
BEGIN SELECT RAISE(ABORT, 'the next archive record has the next number'); END;
CREATE TRIGGER archive_event_has_no_gap BEFORE INSERT ON archive_record
WHEN NEW.height IS NOT NULL AND NEW.height IS NOT
  (SELECT coalesce(max(height), -1) + 1 FROM archive_record WHERE height IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the next archive event has the next height'); END;

-- Ballots as they were accepted. Without an instant: nothing tells when one voter voted. The order is the archive's.
CREATE TABLE ballot (
  -- Of its event; its data is the record before that one.
  height      INTEGER PRIMARY KEY CHECK (height > 0),
  tracker     TEXT NOT NULL UNIQUE CHECK (length(tracker) = 43),
  credential  BLOB NOT NULL CHECK (length(credential) = 32),
  channel     TEXT NOT NULL,
  -- Whether it was accepted after the hour of closing.
  grace       INTEGER NOT NULL CHECK (grace IN (0, 1)),
  -- The journal entry that says so. A receipt is the same however often it is asked for.
  entry       INTEGER NOT NULL REFERENCES journal (number) DEFERRABLE INITIALLY DEFERRED
) STRICT;
${appendOnly("ballot")}

-- For each credential that voted, the ballot that counts: its last. It stays in the channel that it first used.
CREATE TABLE vote (
  credential  BLOB PRIMARY KEY CHECK (length(credential) = 32),
  channel     TEXT NOT NULL,
  ballot      INTEGER NOT NULL UNIQUE REFERENCES ballot (height) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE TRIGGER vote_replaced_as_allowed BEFORE UPDATE ON vote
WHEN NEW.credential <> OLD.credential OR NEW.channel <> OLD.channel OR NEW.ballot <= OLD.ballot
  OR (SELECT json_extract(decoded, '$.revote') FROM election) IS NOT 'last-counts'
BEGIN SELECT RAISE(ABORT, 'a vote is final, or replaced by a later one of the same channel'); END;
CREATE TRIGGER vote_kept BEFORE DELETE ON vote
BEGIN SELECT RAISE(ABORT, 'a vote is never deleted'); END;

-- Half of each alpha: the same one in two ballots is a copied vote.
CREATE TABLE ciphertext (
  fingerprint  BLOB PRIMARY KEY CHECK (length(fingerprint) = 16)
) STRICT, WITHOUT ROWID;
${appendOnly("ciphertext")}

-- Batches that a channel announced with its signed note. Their lines are handled in order, in several transactions.
CREATE TABLE batch (
  channel   TEXT NOT NULL,
  number    INTEGER NOT NULL CHECK (number >= 1),
  note      TEXT NOT NULL,
  count     INTEGER NOT NULL CHECK (count >= 0),
  sha256    TEXT NOT NULL CHECK (length(sha256) = 64),
  accepted  INTEGER NOT NULL DEFAULT 0 CHECK (accepted >= 0),
  refused   INTEGER NOT NULL DEFAULT 0 CHECK (refused >= 0),
  PRIMARY KEY (channel, number),
  CHECK (accepted + refused <= count)
) STRICT;
CREATE TRIGGER batch_only_advances BEFORE UPDATE ON batch
WHEN NEW.channel <> OLD.channel OR NEW.number <> OLD.number OR NEW.note <> OLD.note OR NEW.count <> OLD.count
  OR NEW.sha256 <> OLD.sha256 OR NEW.accepted < OLD.accepted OR NEW.refused < OLD.refused
BEGIN SELECT RAISE(ABORT, 'a batch only advances'); END;
CREATE TRIGGER batch_kept BEFORE DELETE ON batch
BEGIN SELECT RAISE(ABORT, 'a batch is never deleted'); END;

-- Why a line of a batch was refused; the ballot itself is the channel's to keep.
CREATE TABLE batch_refusal (
  channel   TEXT NOT NULL,
  number    INTEGER NOT NULL,
  line      INTEGER NOT NULL CHECK (line >= 1),
  findings  TEXT NOT NULL CHECK (json_valid(findings)),
  PRIMARY KEY (channel, number, line),
  FOREIGN KEY (channel, number) REFERENCES batch (channel, number)
) STRICT;
${appendOnly("batch_refusal")}
`
