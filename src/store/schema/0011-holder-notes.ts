/**
 * The signed note by which a holder vouches for the structure of the trustees, where the authority certified its key.
 */
export const sql = `
ALTER TABLE possession ADD COLUMN note TEXT;
`
