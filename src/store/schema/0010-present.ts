/**
 * Counts the lines of a batch apart whose ballots were already in the urn. It also drops the table of the result, which
 * is read from the archive now.
 */
export const sql = `
ALTER TABLE batch ADD COLUMN present INTEGER NOT NULL DEFAULT 0 CHECK (present BETWEEN 0 AND accepted);
DROP TRIGGER batch_only_advances;
CREATE TRIGGER batch_only_advances BEFORE UPDATE ON batch
WHEN NEW.channel <> OLD.channel OR NEW.number <> OLD.number OR NEW.note <> OLD.note OR NEW.count <> OLD.count
  OR NEW.sha256 <> OLD.sha256 OR NEW.accepted < OLD.accepted OR NEW.refused < OLD.refused OR NEW.present < OLD.present
BEGIN SELECT RAISE(ABORT, 'a batch only advances'); END;
DROP TABLE result;
`
