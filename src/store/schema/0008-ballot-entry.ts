/**
 * A ballot is inserted before the journal entry to which it refers. When that entry is inserted, SQLite looks for the
 * rows that waited for it; without this index it would search all ballots each time.
 */
export const sql = `
CREATE INDEX ballot_entry ON ballot (entry);
`
