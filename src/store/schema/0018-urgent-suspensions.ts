import { appendOnly } from "../append-only.ts"

/** Urgent suspensions: each is a note that members signed, which the journal names by its hash. */
export const sql = `
  CREATE TABLE urgent_suspension (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    note TEXT NOT NULL
  ) STRICT;
  ${appendOnly("urgent_suspension")}
`
