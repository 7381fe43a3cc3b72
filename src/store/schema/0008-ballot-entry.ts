/**
 * A ballot goes in before the journal entry that it refers to. When that entry comes, SQLite looks for the rows that waited for
 * it: without this index in all ballots, each time.
 */
export const sql = `
CREATE INDEX ballot_entry ON ballot (entry);
`
