import { beforeEach, expect, test } from "vitest"
import { instantText } from "../../src/core/instant.ts"
import { checkpointDue, checkpointIfDue, makeCheckpoint } from "../../src/journal/checkpoint-operations.ts"
import type { NewEvent } from "../../src/journal/event.ts"
import { append, journalHead } from "../../src/journal/operations.ts"
import { openCheckpoint, originOf } from "../../src/notes/checkpoint.ts"
import { verifierOf } from "../../src/notes/key.ts"
import { type Journal, openJournal } from "./open-journal.ts"

const start = Date.UTC(2014, 10, 28, 19)
const minutes = 60 * 1000
const uuid = "9xDrMnXn4cUuGk"
const urnKey = { name: originOf(uuid, false), seed: new Uint8Array(32).fill(7) }

let file: Journal
const write = (now: number, event: NewEvent) => file.store.write(() => append(file.journal, now, event))
const checkpoint = (now: number) => file.store.write(() => makeCheckpoint(file.journal, urnKey, now))
const due = (now: number) => checkpointDue(file.journal, now)
function accept(count: number): void {
  write(start, { type: "urn.accepted", count, height: 1, head: "ab".repeat(32) })
}

beforeEach(() => {
  file = openJournal()
  write(start, { type: "urn.opened", phase: "open", closes: instantText(start + 600 * minutes), ballots: 0 })
})

test("a checkpoint signs the journal as it is, is kept, and is returned when asked for again", () => {
  const note = checkpoint(start)
  expect(openCheckpoint(note, verifierOf(urnKey))).toEqual({
    checkpoint: { origin: urnKey.name, ...journalHead(file.journal) },
  })
  expect(checkpoint(start + minutes)).toBe(note)
  accept(1)
  const later = checkpoint(start + minutes)
  expect(file.journal.checkpoints(2)).toEqual([
    { size: 1, at: instantText(start), note },
    { size: 2, at: instantText(start + minutes), note: later },
  ])
  expect(file.journal.checkpoints(1)).toHaveLength(1)
  expect(file.journal.lastCheckpoint()?.note).toBe(later)
  expect(later).not.toContain(instantText(start).slice(0, 10))
})

test("a checkpoint is due at each change of phase", () => {
  expect(due(start)).toBe(true)
  checkpoint(start)
  expect(due(start)).toBe(false)
  write(start, { type: "election.backed-up", size: 1 })
  expect(due(start + 600 * minutes)).toBe(false)
  write(start, { type: "urn.frozen", phase: "frozen", ballots: 0, grace: 0, height: 1, head: "" })
  expect(due(start)).toBe(true)
})

test("a checkpoint is due fifteen minutes after the last, once ten ballots have arrived", () => {
  checkpoint(start)
  accept(9)
  expect(due(start + 15 * minutes)).toBe(false)
  expect(due(start + 60 * minutes)).toBe(false)
  accept(1)
  expect(due(start + 15 * minutes - 1)).toBe(false)
  expect(due(start + 15 * minutes)).toBe(true)
  checkpoint(start + 40 * minutes)
  accept(10)
  expect(due(start + 54 * minutes)).toBe(false)
  expect(due(start + 55 * minutes)).toBe(true)
})

test("a due checkpoint is made in a transaction of its own, after which none is due", () => {
  const note = checkpointIfDue(file, urnKey, start)
  expect(note).toBe(file.journal.lastCheckpoint()?.note)
  expect(note).toBeDefined()
  expect(checkpointIfDue(file, urnKey, start)).toBeUndefined()
})

test("no checkpoint is made outside a transaction or of an empty journal", () => {
  expect(() => makeCheckpoint(file.journal, urnKey, start)).toThrow("transaction")
  file = openJournal()
  expect(() => checkpoint(start)).toThrow("CHECK")
  expect(due(start)).toBe(false)
})
