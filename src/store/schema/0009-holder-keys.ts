import { appendOnly } from "../append-only.ts"

/** The holders' keys as they were given at `init`, which the constitution will state. */
export const sql = `
CREATE TABLE holder_key (
  holder  TEXT PRIMARY KEY,
  key     TEXT NOT NULL UNIQUE
) STRICT;
${appendOnly("holder_key")}
`
