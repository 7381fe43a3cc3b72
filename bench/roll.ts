/**
 * The import of the roll in turns with SQLite's own: of the file's text into a table without a key, in which nothing is
 * checked, and of the rows that we make of it into the table in which we keep them.
 */
import { rmSync } from "node:fs"
import { join } from "node:path"
import { sql } from "../src/store/schema/0003-roll.ts"
import { measure } from "./measure.ts"
import { StagedElection } from "./staged.ts"
import { type StepFigures, stepMeter } from "./step-meter.ts"

/** As an election file is opened. What a CSV file cannot say, a value that is missing, is empty text: all rows are in the index. */
const sameTable = `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON;
  ${sql.replace(" WHERE rule IS NULL", "")}`
const sameRows = `SELECT import, key, id, line, name, replace(address, char(10), ' '), postcode, coalesce(grp, '-'), weight,
  coalesce(rule, ''), coalesce(found, '') FROM voter ORDER BY line`

export async function measureRoll(
  members: number,
  measured: (figures: StepFigures) => void,
): Promise<readonly StepFigures[]> {
  const { figures, step } = stepMeter(members, 5, measured)
  const election = new StagedElection(members)
  const sqlite = (...commands: readonly string[]) => {
    rmSync(join(election.folder, "yardstick.db"), { force: true })
    return measure("sqlite3", ["yardstick.db", ...commands], election.folder)
  }
  const ours = () => election.measureAt("2014-11-10T09:00:00Z", ["roll", "import", "members.csv"], "empty")
  try {
    election.keepAs("empty")
    election.importRoll()
    await measure("sqlite3", ["e.urne", ".mode csv", ".output rows.csv", sameRows], election.folder)
    await step("roll import", ours, [
      "sqlite3 .import of the text, no key, no check",
      () => sqlite(".mode csv", ".separator ;", ".import members.csv members"),
    ])
    await step("roll import, once more", ours, [
      "sqlite3 .import of the same rows into the same table",
      () => sqlite(sameTable, ".mode csv", ".import rows.csv voter"),
    ])
    return figures
  } finally {
    election.remove()
  }
}
