import { afterEach, beforeEach, expect, test } from "vitest"
import type { NewEvent } from "../../src/journal/event.ts"
import { append } from "../../src/journal/operations.ts"
import { entryIndexOf } from "../../src/journal/entry-index-queries.ts"
import { requireEnacted } from "../../src/urn/enacted-queries.ts"
import { TestElection } from "./test-election.ts"

let election: TestElection
beforeEach(() => {
  election = new TestElection().open()
})
afterEach(() => {
  election.remove()
})

const key = "ab".repeat(32)
const hash = `sha256:${key}` as const

test.each<[string, NewEvent, object]>([
  [
    "a batch that nobody announced",
    {
      type: "urn.batch-received",
      channel: "site",
      number: 1,
      count: 1,
      accepted: 1,
      present: 0,
      refused: 0,
      sha256: hash,
    },
    { part: "batches", at: "site 1" },
  ],
  [
    "the announcement of a batch that is not here",
    { type: "urn.batch-announced", channel: "site", number: 1, count: 1, sha256: hash },
    { part: "batches", at: "site 1" },
  ],
  [
    "a proof of possession that is not here",
    { type: "trustees.checked", owner: 1, checkpoint: 2 },
    { part: "trustees", at: "1 2" },
  ],
  [
    "other keys of the urn",
    { type: "trustees.established", trustees: hash, key },
    // They are made once: a second entry is refused before the keys are looked at.
    expect.objectContaining({ part: "journal" }) as object,
  ],
])("an entry of %s without a key behind it is refused when a machine first reads it", (_, event, params) => {
  const { store, journal } = election.file
  const before = entryIndexOf(journal)
  expect(() => {
    requireEnacted(election.file, before)
  }).not.toThrow()
  store.write(() => append(journal, election.now, event))
  expect(() => {
    requireEnacted(election.file, before)
  }).toThrow(expect.objectContaining({ code: "election-file-altered", params }) as Error)
})

test("an entry about drawn codes that are not in the file is refused", () => {
  const drawn = new TestElection().roll()
  const { store, journal } = drawn.file
  const before = entryIndexOf(journal)
  const event = { type: "credentials.generated", credentials: hash, reserveKeys: hash, officerFile: hash } as const
  store.write(() => append(journal, drawn.now, { ...event, issued: 9, reserve: 0 }))
  expect(() => {
    requireEnacted(drawn.file, before)
  }).toThrow(expect.objectContaining({ code: "election-file-altered" }) as Error)
  drawn.remove()
})
