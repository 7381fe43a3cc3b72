import type { Database, Statement } from "better-sqlite3"
import { openStaging, type Staging } from "./staging.ts"
import type { Elector, Voter } from "./voter.ts"

interface Row {
  readonly key: string
  readonly id: string
  readonly line: bigint
  readonly name: string
  readonly address: string
  readonly postcode: string
  readonly grp: string | null
  readonly weight: bigint
  readonly rule: string | null
  readonly found: string | null
}

export interface RollCounts {
  readonly eligible: number
  readonly ineligible: number
  /** The total votes of eligible members. */
  readonly weight: bigint
}

/** How many rows are read at once. Memory stays constant, and the caller may write between two pages. */
const pageLength = 1000

const columns = "key, id, line, name, address, postcode, grp, weight, rule, found"
const current = "import = (SELECT import FROM roll)"

export function rollTable(db: Database) {
  const begin = db.prepare<[], number>("UPDATE roll SET next = next + 1 RETURNING next - 1").pluck()
  const discard = db.prepare<[]>("DELETE FROM voter WHERE import <> (SELECT import FROM roll)")
  const adopt = db.prepare<[number]>("UPDATE roll SET import = ?")
  const importNumber = db.prepare<[], number>("SELECT import FROM roll").pluck()
  const page = db
    .prepare<[string, number], Row>(`SELECT ${columns} FROM voter WHERE ${current} AND key > ? ORDER BY key LIMIT ?`)
    .safeIntegers()
  const pageOfElectors = db
    .prepare<[string, number], Pick<Row, "key" | "id" | "weight" | "grp">>(
      `SELECT key, id, weight, grp FROM voter WHERE ${current} AND rule IS NULL AND key > ? ORDER BY key LIMIT ?`,
    )
    .safeIntegers()
  const pageByPostcode = db
    .prepare<[string, string, number], Row>(
      `SELECT ${columns} FROM voter INDEXED BY voter_postcode
       WHERE ${current} AND rule IS NULL AND (postcode, key) > (?, ?) ORDER BY postcode, key LIMIT ?`,
    )
    .safeIntegers()
  const counts = db
    .prepare<[], { eligible: bigint; ineligible: bigint; weight: bigint }>(
      `SELECT count(*) FILTER (WHERE rule IS NULL) AS eligible, count(rule) AS ineligible,
              coalesce(sum(weight) FILTER (WHERE rule IS NULL), 0) AS weight
       FROM voter WHERE ${current}`,
    )
    .safeIntegers()
  const groups = db.prepare<[], { group: string | null; eligible: number }>(
    `SELECT grp AS "group", count(*) AS eligible FROM voter WHERE ${current} AND rule IS NULL GROUP BY grp ORDER BY grp`,
  )
  const weights = db
    .prepare<[], { weight: bigint; voters: bigint }>(
      `SELECT weight, count(*) AS voters FROM voter WHERE ${current} AND rule IS NULL GROUP BY weight ORDER BY weight`,
    )
    .safeIntegers()

  let stagings = 0

  function* keyed<R extends { readonly key: string }>(
    statement: Statement<[string, number], R>,
  ): Generator<R, void, undefined> {
    const read = (after: string) => statement.all(after, pageLength)
    for (let rows = read(""); rows.length > 0; rows = read(rows.at(-1)?.key ?? "")) yield* rows
  }

  return {
    /** Opens a table for voters that may become the roll. */
    stage: () => openStaging(db, `staged_voter_${++stagings}`),
    /** Makes the staged voters the roll, and removes the one before. */
    adopt(staging: Staging): void {
      const number = begin.get() ?? 0
      staging.copy(number)
      adopt.run(number)
      discard.run()
    },
    /** The number of the import that is now the roll; 0 before the first. */
    current: () => importNumber.get() ?? 0,
    /** Yields every member, in the order of the member numbers. */
    *members(): Generator<Voter, void, undefined> {
      for (const row of keyed(page)) yield voterOf(row)
    },
    /** Yields those who may vote, in the order of the member numbers, with what their credentials need. */
    *electors(): Generator<Elector, void, undefined> {
      for (const { id, weight, grp } of keyed(pageOfElectors)) yield { id, weight, group: grp ?? undefined }
    },
    /** Yields those who may vote, in the order of the member numbers. */
    *voters(): Generator<Voter, void, undefined> {
      for (const row of keyed(page)) if (row.rule === null) yield voterOf(row)
    },
    /** Yields those who may vote, in the order of postal codes, then of member numbers. */
    *votersByPostcode(): Generator<Voter, void, undefined> {
      let rows = pageByPostcode.all("", "", pageLength)
      while (rows.length > 0) {
        yield* rows.map(voterOf)
        const last = rows.at(-1)
        rows = pageByPostcode.all(last?.postcode ?? "", last?.key ?? "", pageLength)
      }
    },
    counts(): RollCounts {
      const { eligible, ineligible, weight } = counts.get() ?? { eligible: 0n, ineligible: 0n, weight: 0n }
      return { eligible: Number(eligible), ineligible: Number(ineligible), weight }
    },
    /** Counts eligible voters by group, `undefined` for those without one. */
    groups: (): readonly { readonly group: string | undefined; readonly eligible: number }[] =>
      groups.all().map(({ group, eligible }) => ({ group: group ?? undefined, eligible })),
    /** Counts eligible voters by weight. */
    weights: (): readonly { readonly weight: bigint; readonly voters: number }[] =>
      weights.all().map(({ weight, voters }) => ({ weight, voters: Number(voters) })),
  }
}
export type RollTable = ReturnType<typeof rollTable>

function voterOf(row: Row): Voter {
  const { key, id, line, name, address, postcode, grp, weight, rule, found } = row
  return {
    ...{ key, id, line: Number(line), name, postcode, weight },
    address: address === "" ? [] : address.split("\n"),
    group: grp ?? undefined,
    ineligible: rule === null ? undefined : { column: rule, value: found ?? "" },
  }
}
