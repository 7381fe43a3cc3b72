import type { Database } from "better-sqlite3"
import { memberLine } from "./digest.ts"
import type { Voter } from "./voter.ts"

/** Voters that have been read and are not the roll yet. They become it together. */
export interface Staging {
  readonly add: (voters: readonly Voter[]) => void
  /** Yields the line of each member in the roll's digest, in the order of the member numbers. */
  readonly lines: () => Iterable<string>
  /** Writes them into the table of voters, under the number of an import. */
  readonly copy: (number: number) => void
  readonly discard: () => void
}

/**
 * A table of voters for this connection only. It is in memory (`temp_store`) and takes about 200 bytes a member, so
 * nothing of it can be left behind. It is unordered: once all rows are there they are written to the file in the order
 * of the key. If they were written as they come, the pages of key and index would be rewritten again and again, which
 * takes three times as long for a roll in any other order.
 *
 * A member is kept as its line of the digest, which lacks only its line in the file, its address and its key.
 */
export function openStaging(db: Database, name: string): Staging {
  db.exec(`CREATE TEMP TABLE ${name} (key, line, address, member)`)
  const insert = db.prepare(`INSERT INTO temp.${name} VALUES (?, ?, ?, ?)`)
  const add = db.transaction((voters: readonly Voter[]) => {
    for (const voter of voters) insert.run(voter.key, voter.line, voter.address.join("\n"), memberLine(voter))
  })
  const lines = db.prepare<[], string>(`SELECT member FROM temp.${name} ORDER BY key`).pluck()
  const copy = db.prepare<[number]>(
    `INSERT INTO voter (import, key, line, address, id, name, postcode, grp, weight, rule, found)
     SELECT ?, key, line, address, member ->> 0, member ->> 1, member ->> 3, member ->> 4, CAST(member ->> 5 AS INTEGER),
            member ->> '$[6][0]', member ->> '$[6][1]'
     FROM temp.${name} ORDER BY key`,
  )
  return {
    add,
    lines: () => lines.iterate(),
    copy(number) {
      copy.run(number)
    },
    discard() {
      db.exec(`DROP TABLE temp.${name}`)
    },
  }
}
