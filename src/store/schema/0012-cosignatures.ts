import { appendOnly } from "../append-only.ts"

/** The cosignatures of checkpoints of the journal, each the signature line of one witness. */
export const sql = `
CREATE TABLE cosignature (
  size     INTEGER NOT NULL REFERENCES checkpoint (size),
  witness  TEXT NOT NULL REFERENCES witness_key (key),
  line     TEXT NOT NULL,
  PRIMARY KEY (size, witness)
) STRICT;
${appendOnly("cosignature")}
`
