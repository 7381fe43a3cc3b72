import type { Database } from "better-sqlite3"
import { UrneError } from "../core/error.ts"
import type { Definition } from "./definition.ts"

/** The one row about the election itself. */
export interface ElectionRow {
  readonly uuid: string
  readonly rehearsal: boolean
  /** The verifier key of the urn key, which signs checkpoints and receipts. */
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
  let read: Row | undefined
  const row = (): Row => {
    read ??= select.get()
    if (read === undefined) throw new UrneError("election-file-altered", { part: "election", at: undefined })
    return read
  }
  return {
    create(row: ElectionRow): void {
      const { uuid, rehearsal, urnKey, definitionText, definition } = row
      insert.run(uuid, rehearsal ? 1 : 0, urnKey, definitionText, JSON.stringify(definition))
    },
    /**
     * What the row says about itself before any of it is proved. `decoded` is what somebody once derived from the text.
     */
    claimed(): Omit<ElectionRow, "definition"> & { readonly decoded: string } {
      const { decoded } = row()
      return { ...identityOf(row()), decoded }
    },
    /** Makes `get` return this definition, which was derived from the text that the journal commits to. */
    derive(definition: Definition): void {
      known = { ...identityOf(row()), definition }
    },
    /**
     * Returns the row. It never changes once the file is made, so it is read once. Commands have derived the definition
     * from its text before (`proveElection`); without that, `get` returns the decoded form that stands in the file.
     */
    get(): ElectionRow {
      return (known ??= { ...identityOf(row()), definition: JSON.parse(row().decoded) as Definition })
    },
  }
}
export type ElectionTable = ReturnType<typeof electionTable>

function identityOf(row: Row): Omit<ElectionRow, "definition"> {
  return {
    uuid: row.uuid,
    rehearsal: row.rehearsal === 1,
    urnKey: row.urn_key,
    definitionText: row.definition,
  }
}
