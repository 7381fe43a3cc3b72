import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { concat } from "../../src/core/bytes.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import { archiveBytes, archiveHead, setupBody } from "../../src/urn/archive-queries.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { acceptBallots, hours, TestElection } from "./test-election.ts"

let election: TestElection
beforeAll(() => {
  election = new TestElection().open()
  for (const index of [0, 1]) {
    const ballot = election.checked(election.ballot(election.codes[index] ?? ""))
    acceptBallots(election.file, [ballot], "site", election.now, { began: hours.opens })
  }
  const { db } = election.file.store
  db.pragma("foreign_keys = OFF")
  db.pragma("ignore_check_constraints = ON")
})
afterAll(() => {
  election.remove()
})
// The changes of each test are undone.
beforeEach(() => void election.file.store.db.exec("BEGIN"))
afterEach(() => void election.file.store.db.exec("ROLLBACK"))

function write(sql: string): void {
  const { db } = election.file.store
  withoutTriggers(db, () => db.exec(sql))
}

const altered = (at: RegExp) =>
  expect.objectContaining({
    code: expect.stringMatching(/^(election-file|entry)-altered$/) as string,
    params: expect.objectContaining({ at: expect.stringMatching(at) as string }) as object,
  }) as Error
const damaged = expect.objectContaining({ code: "entry-altered" }) as Error
const read = () => concat(...archiveBytes(election.file))

/** Writes an event, or data, that looks as if urne had. */
function append(number: number, height: number | null, body: string): void {
  write(
    `INSERT INTO archive_record VALUES (${number}, ${height ?? "NULL"}, '${sha256Hex(body)}', CAST('${body}' AS BLOB))`,
  )
}

function exchange(column: "number" | "height", one: number, other: number): void {
  const move = (from: number, to: number) => `UPDATE archive_record SET ${column} = ${to} WHERE ${column} = ${from}; `
  write(move(one, 99) + move(other, one) + move(99, other))
}

test("the archive ends with the event that the journal names, and is read up to it", () => {
  expect(archiveHead(election.file)).toMatchObject({ type: "Ballot", height: 2 })
  const whole = read()
  append(10, null, "more")
  expect(read()).toEqual(whole)
})

describe("after an end that is not the journal's nothing is appended:", () => {
  test.each([
    ["an additional event", () => append(10, 3, '{"height":3,"type":"EndBallots"}')],
    ["additional data", () => append(10, null, "more")],
    ["no last event", () => write("DELETE FROM archive_record WHERE height = 2")],
    ["another last event", () => write("UPDATE archive_record SET body = CAST('x' AS BLOB) WHERE height = 2")],
    ["another hash of it", () => write(`UPDATE archive_record SET hash = '${"a".repeat(64)}' WHERE height = 2`)],
    ["another height of it", () => write("UPDATE archive_record SET height = 3 WHERE height = 2")],
    ["the height of another", () => exchange("height", 0, 2)],
    ["none", () => write("DELETE FROM archive_record")],
  ])("%s", (_, tamper) => {
    tamper()
    expect(() => archiveHead(election.file)).toThrow(altered(/^archive#2$/))
  })
})

describe("an altered archive is not published:", () => {
  test.each<[string, string, RegExp]>([
    ["a missing event of a ballot", "DELETE FROM archive_record WHERE height = 1", /^archive#9 /],
    ["a missing ballot", "DELETE FROM archive_record WHERE number = 6", /^archive#7 EVENT_PAYLOAD$/],
    ["an event called data", "UPDATE archive_record SET height = NULL WHERE height = 1", /^archive#/],
    ["data called an event", "UPDATE archive_record SET height = 9 WHERE number = 6", /^archive#6 EVENT_FORM$/],
    ["another instant", "UPDATE archive SET timestamp = timestamp + 1", /^timestamp$/],
    ["no instant", "DELETE FROM archive", /^timestamp$/],
    ["no event at the end", "DELETE FROM archive_record WHERE height = 2", /^archive#2$/],
  ])("%s", (_, sql, at) => {
    write(sql)
    expect(read).toThrow(altered(at))
  })

  test("two ballots that changed places", () => {
    exchange("number", 6, 8)
    expect(read).toThrow(altered(/^archive#7 EVENT_PAYLOAD$/))
  })

  test("another ballot under the old hash", () => {
    write("UPDATE archive_record SET body = CAST('x' AS BLOB) WHERE number = 6")
    expect(read).toThrow(damaged)
  })

  test("another setup with its hash made again", () => {
    const body = "x"
    write(`UPDATE archive_record SET body = CAST('${body}' AS BLOB), hash = '${sha256Hex(body)}' WHERE number = 3`)
    expect(read).toThrow(altered(/^credentials$/))
    expect(() => setupBody(election.file, "credentials")).toThrow(altered(/^credentials$/))
  })
})

describe("before the first ballot", () => {
  test("the archive is the sealed setup", () => {
    const sealed = new TestElection().sealed()
    expect(archiveHead(sealed.file)).toMatchObject({ type: "Setup", height: 0 })
    withoutTriggers(sealed.file.store.db, () =>
      sealed.file.store.db.exec("UPDATE archive_record SET hash = replace(hash, 'a', 'b') WHERE number = 4"),
    )
    expect(() => archiveHead(sealed.file)).toThrow(damaged)
    sealed.remove()
  })

  test("before the seal there is no archive, and none can be inserted", () => {
    const drawn = new TestElection().ready()
    expect(archiveHead(drawn.file)).toBeUndefined()
    withoutTriggers(drawn.file.store.db, () =>
      drawn.file.store.db.exec(`INSERT INTO archive_record VALUES (1, 0, '${sha256Hex("x")}', CAST('x' AS BLOB))`),
    )
    expect(() => archiveHead(drawn.file)).toThrow(altered(/^archive#0$/))
    expect(() => {
      drawn.decide("seal")
    }).toThrow(altered(/^archive#0$/))
    drawn.remove()
  })
})
