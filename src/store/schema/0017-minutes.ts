import { appendOnly } from "../append-only.ts"

/**
 * Minutes that members signed, in the order in which they were drawn up. The note names the hashes of the two texts, of
 * which the full one is never published.
 */
export const sql = `
CREATE TABLE minutes (
  number      INTEGER PRIMARY KEY CHECK (number > 0),
  note        TEXT NOT NULL,
  public_text TEXT NOT NULL,
  full_text   TEXT NOT NULL
) STRICT;
${appendOnly("minutes")}
`
