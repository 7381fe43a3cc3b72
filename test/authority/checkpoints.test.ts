import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { meetCheckpoints } from "../../src/authority/checkpoint-operations.ts"
import { provenCheckpoints } from "../../src/authority/checkpoint-queries.ts"
import { makeCheckpoint } from "../../src/journal/checkpoint-operations.ts"
import { append, journalRoot } from "../../src/journal/operations.ts"
import { signCheckpoint } from "../../src/notes/checkpoint.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { keyNamed, TestElection } from "../urn/test-election.ts"

let election: TestElection
let sizes: readonly [first: number, last: number]
beforeEach(() => {
  election = new TestElection().ready()
  const { store, journal } = election.file
  const make = () => {
    store.write(() => {
      makeCheckpoint(journal, election.urnKey, election.now)
      append(journal, election.now, { type: "election.backed-up", size: 1 })
    })
    return journal.size() - 1
  }
  sizes = [make(), make()]
})
afterEach(() => {
  election.remove()
})

const prove = () => provenCheckpoints(election.file, election.file.journal.size())
const altered = (at: number) =>
  expect.objectContaining({
    ...{ code: "election-file-altered", params: { part: "checkpoints", at: String(at) } },
  }) as Error

function write(sql: string, ...values: readonly unknown[]): void {
  const { db } = election.file.store
  db.pragma("ignore_check_constraints = ON")
  withoutTriggers(db, () => db.prepare(sql).run(...values))
}

test("checkpoints that the urn signed are proved when a machine first reads them", () => {
  expect(prove().map(({ size }) => size)).toEqual(sizes)
  expect(meetCheckpoints(election.file, [])).toEqual(prove())
  expect(meetCheckpoints(election.file, prove())).toEqual(prove())
})

describe("a checkpoint is refused by its size", () => {
  test("if it stands at another size", () => {
    const [, last] = sizes
    write("UPDATE checkpoint SET size = size + 1 WHERE size = ?", last)
    expect(prove).toThrow(altered(last + 1))
    expect(() => meetCheckpoints(election.file, [])).toThrow(altered(last + 1))
  })

  test("if it is beyond the end of the journal", () => {
    const size = election.file.journal.size() + 1
    const met = prove()
    write("INSERT INTO checkpoint SELECT ?, at, note FROM checkpoint WHERE size = ?", size, sizes[1])
    expect(() => provenCheckpoints(election.file, size)).toThrow(altered(size))
    expect(() => meetCheckpoints(election.file, met)).toThrow(altered(size))
  })

  test("if it is of another journal, by the same key", () => {
    const [first] = sizes
    const note = signCheckpoint({ size: first, root: new Uint8Array(32) }, election.urnKey)
    write("UPDATE checkpoint SET note = ? WHERE size = ?", note, first)
    expect(prove).toThrow(altered(first))
    expect(() => meetCheckpoints(election.file, [])).toThrow(altered(first))
  })

  test("if another key signed it in the name of the urn's", () => {
    const { journal } = election.file
    const [, last] = sizes
    const met = prove()
    const key = { ...keyNamed("somebody"), name: election.urnKey.name }
    write("UPDATE checkpoint SET note = ?", signCheckpoint({ size: last, root: journalRoot(journal, last) }, key))
    expect(prove).toThrow(altered(sizes[0]))
    expect(() => meetCheckpoints(election.file, met)).toThrow(altered(last))
  })
})

test("a checkpoint known to this machine that has disappeared is put back if it belongs to this journal", () => {
  const met = prove()
  const [first, last] = sizes
  write("DELETE FROM checkpoint WHERE size = ?", first)
  expect(meetCheckpoints(election.file, []).map(({ size }) => size)).toEqual([last])
  expect(meetCheckpoints(election.file, met)).toEqual(met)
  expect(prove()).toEqual(met)
  write("DELETE FROM checkpoint")
  const foreign = met.map((one) => ({ ...one, note: one.note.replace(/^\S+/, "urne/elsewhere") }))
  expect(() => meetCheckpoints(election.file, foreign)).toThrow(altered(first))
  expect(prove()).toEqual([])
})
