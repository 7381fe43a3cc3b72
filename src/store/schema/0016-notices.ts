import { appendOnly } from "../append-only.ts"

/**
 * Notices: each is a signed note, which the register names by its hash. The text says what was published when it was
 * signed, and is never written again.
 */
export const sql = `
  CREATE TABLE notice (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    note TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER notice_has_no_gap BEFORE INSERT ON notice
  WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM notice)
  BEGIN SELECT RAISE(ABORT, 'the next notice has the next number'); END;
  ${appendOnly("notice")}
`
