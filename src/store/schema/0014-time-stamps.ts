import { appendOnly } from "../append-only.ts"

/**
 * Requests to time-stamping services, and the tokens that came back. They lie beside the journal: a token proves
 * itself, and is verified whenever it is read.
 */
export const sql = `
-- What was requested for what: an act, a checkpoint. The nonce is 8 bytes in hexadecimal.
CREATE TABLE time_stamp_request (
  nonce    TEXT PRIMARY KEY CHECK (length(nonce) = 16),
  subject  TEXT NOT NULL,
  number   INTEGER NOT NULL CHECK (number > 0),
  imprint  BLOB NOT NULL CHECK (length(imprint) = 32),
  policy   TEXT
) STRICT;
${appendOnly("time_stamp_request")}

-- In the order in which they came.
CREATE TABLE time_stamp (
  id       INTEGER PRIMARY KEY,
  subject  TEXT NOT NULL,
  number   INTEGER NOT NULL CHECK (number > 0),
  token    BLOB NOT NULL UNIQUE
) STRICT;
${appendOnly("time_stamp")}
`
