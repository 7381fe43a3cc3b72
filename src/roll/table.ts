import { type Database } from "better-sqlite3"
import type { Voter } from "./voter.ts"

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
  /** Votes of the eligible together. */
  readonly weight: bigint
}

/** Rows read at once: memory stays constant, and the caller may write between two pages. */
const pageLength = 1000

const columns = "key, id, line, name, address, postcode, grp, weight, rule, found"
const current = "import = (SELECT import FROM roll)"

export function rollTable(db: Database) {
  const begin = db.prepare<[], number>("UPDATE roll SET next = next + 1 RETURNING next - 1").pluck()
  const discard = db.prepare<[]>("DELETE FROM voter WHERE import <> (SELECT import FROM roll)")
  const discardOne = db.prepare<[number]>("DELETE FROM voter WHERE import = ?")
  const insert = db.prepare(
    "INSERT INTO voter (import, key, id, line, name, address, postcode, grp, weight, rule, found) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  )
  const staged = db.prepare<[number], number>("SELECT count(*) FROM voter WHERE import = ?").pluck()
  const adopt = db.prepare<[number]>("UPDATE roll SET import = ?")
  const importNumber = db.prepare<[], number>("SELECT import FROM roll").pluck()
  const pageOf = db
    .prepare<[number, string, number], Row>(
      `SELECT ${columns} FROM voter WHERE import = ? AND key > ? ORDER BY key LIMIT ?`,
    )
    .safeIntegers()
  const page = db
    .prepare<[string, number], Row>(`SELECT ${columns} FROM voter WHERE ${current} AND key > ? ORDER BY key LIMIT ?`)
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

  function* keyed(read: (after: string) => readonly Row[]): Generator<Voter, void, undefined> {
    for (let rows = read(""); rows.length > 0; rows = read(rows.at(-1)?.key ?? "")) yield* rows.map(voterOf)
  }

  return {
    /** A number for a new import; rows that an import left behind when it was stopped go. */
    begin(): number {
      discard.run()
      return begin.get() ?? 0
    },
    stage(number: number, voters: readonly Voter[]): void {
      for (const { key, id, line, name, address, postcode, group, weight, ineligible } of voters) {
        const reason = [ineligible?.column ?? null, ineligible?.value ?? null]
        insert.run(number, key, id, line, name, address.join("\n"), postcode, group ?? null, weight, ...reason)
      }
    },
    staged: (number: number) => staged.get(number) ?? 0,
    stagedVoters: (number: number) => keyed((after) => pageOf.all(number, after, pageLength)),
    discard(number: number): void {
      discardOne.run(number)
    },
    /** Makes the rows of an import the roll, and removes those of the one before. */
    adopt(number: number): void {
      adopt.run(number)
      discard.run()
    },
    /** The number of the import that is the roll; 0 before the first. */
    current: () => importNumber.get() ?? 0,
    /** Every member, in the order of the member numbers. */
    members: () => keyed((after) => page.all(after, pageLength)),
    /** Those who may vote, in the order of the member numbers. */
    *voters(): Generator<Voter, void, undefined> {
      for (const voter of keyed((after) => page.all(after, pageLength))) if (voter.ineligible === undefined) yield voter
    },
    /** Those who may vote, in the order of the postal codes, then of the member numbers. */
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
    /** Eligible voters by group, `undefined` for those without one. */
    groups: (): readonly { readonly group: string | undefined; readonly eligible: number }[] =>
      groups.all().map(({ group, eligible }) => ({ group: group ?? undefined, eligible })),
    /** Eligible voters by weight. */
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
