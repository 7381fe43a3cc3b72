import type { Database } from "better-sqlite3"
import type { Definition } from "./definition.ts"

/** The one row about the election itself. */
export interface ElectionRow {
  readonly uuid: string
  readonly rehearsal: boolean
  /** Verifier key of the log key that signs checkpoints and receipts. */
  readonly urnKey: string
  readonly definitionText: string
  readonly definition: Definition
}

interface Row {
  readonly uuid: string
  readonly rehearsal: 0 | 1
  readonly urn_key: string
  readonly definition: string
  readonly decoded: string
}

export function electionTable(db: Database) {
  const insert = db.prepare<[string, number, string, string, string]>(
    "INSERT INTO election (id, uuid, rehearsal, urn_key, definition, decoded) VALUES (1, ?, ?, ?, ?, ?)",
  )
  const select = db.prepare<[], Row>("SELECT uuid, rehearsal, urn_key, definition, decoded FROM election")
  let known: ElectionRow | undefined
  return {
    create(row: ElectionRow): void {
      const { uuid, rehearsal, urnKey, definitionText, definition } = row
      insert.run(uuid, rehearsal ? 1 : 0, urnKey, definitionText, JSON.stringify(definition))
    },
    /** Never changes once the file is made, so it is read once. */
    get(): ElectionRow {
      return (known ??= rowOf(select.get()))
    },
  }
}
export type ElectionTable = ReturnType<typeof electionTable>

function rowOf(row: Row | undefined): ElectionRow {
  if (row === undefined) throw new Error("an election file without its election")
  return {
    uuid: row.uuid,
    rehearsal: row.rehearsal === 1,
    urnKey: row.urn_key,
    definitionText: row.definition,
    definition: JSON.parse(row.decoded) as Definition,
  }
}
