import { describe, expect, test } from "vitest"
import { complaintsOf } from "../../src/complaints/fold.ts"
import type { Json } from "../../src/core/json.ts"
import type { SignedEntry } from "../../src/register/entry.ts"
import type { PublishedEntry } from "../../src/register/event.ts"
import { isPrivate, isPublishedEntry } from "../../src/register/shape.ts"

const start = Date.parse("2014-11-28T20:00:00Z")
const minute = 60_000
const secret = "0".repeat(64)

type Fields = Readonly<Record<string, Json>>

/** Entries a minute apart, each by one member, in their published form. */
function entries(...told: readonly Fields[]): readonly SignedEntry[] {
  return told.map((fields, i) => {
    const entry = { ...fields, at: "2014-11-28T20:00:00Z", signed: ["a signature"] }
    expect(isPublishedEntry(entry), JSON.stringify(fields)).toBe(true)
    return {
      number: i + 1,
      at: start + i * minute,
      entry: entry as unknown as PublishedEntry,
      signers: [{ id: "anne", of: "member" }],
    }
  })
}

const observed = (observation: number): Fields => ({
  ...{ type: "observation.entered", observation, role: "delegate", text: "The seals are whole" },
})
const complained = (complaint: number, more: Fields = {}): Fields => ({
  ...{ type: "complaint.entered", complaint, role: "voter", due: "2014-11-29T20:00:00Z", private: secret },
  ...more,
})
const answered = (complaint: number, answer: number, more: Fields = {}): Fields => ({
  ...{ type: "complaint.answered", complaint, answer, outcome: "rejected", private: secret },
  ...more,
})
const opened: Fields = { type: "incident.opened", incident: 1, title: "The site" }

const rulesOf = (...told: readonly Fields[]) => complaintsOf(entries(...told)).faults.map(({ rule }) => rule)

describe("what was put on record", () => {
  test("observations and complaints are numbered apart, and need nothing private to be read", () => {
    const found = complaintsOf(entries(observed(1), complained(1), complained(2, { text: "Late" }), observed(2)))
    expect(found.faults).toEqual([])
    expect(found.observations.map(({ number, entry, text }) => [number, entry, text])).toEqual([
      [1, 1, "The seals are whole"],
      [2, 4, "The seals are whole"],
    ])
    expect(found.complaints).toMatchObject([
      { number: 1, entry: 2, by: ["anne"], text: undefined, due: Date.parse("2014-11-29T20:00:00Z"), answers: [] },
      { number: 2, entry: 3, text: "Late" },
    ])
  })

  test("a later answer stands beside the earlier ones", () => {
    const { complaints } = complaintsOf(
      entries(complained(1), answered(1, 1), answered(1, 2, { outcome: "upheld", act: 4, text: "It was so" })),
    )
    expect(complaints[0]?.answers).toMatchObject([
      { number: 1, entry: 2, at: start + minute, outcome: "rejected", text: undefined },
      { number: 2, entry: 3, outcome: "upheld", act: 4, text: "It was so" },
    ])
  })

  test("what was never entered can neither be answered nor named", () => {
    expect(rulesOf(answered(1, 1))).toEqual(["unknown-complaint"])
    expect(rulesOf(complained(1), answered(2, 1))).toEqual(["unknown-complaint"])
    expect(rulesOf(complained(1, { incident: 1 }))).toEqual(["unknown-incident"])
    expect(rulesOf(opened, complained(1, { incident: 1 }))).toEqual([])
    expect(rulesOf(complained(1), answered(1, 1, { incident: 1 }))).toEqual(["unknown-incident"])
    expect(rulesOf(complained(1), opened, answered(1, 1, { incident: 1 }))).toEqual([])
  })

  test("numbers follow each other, and an entry that breaks a rule leads to nothing", () => {
    expect(rulesOf(observed(2), observed(1))).toEqual(["number"])
    expect(rulesOf(complained(2), answered(2, 1), complained(1))).toEqual(["number", "unknown-complaint"])
    expect(rulesOf(complained(1), answered(1, 2), answered(1, 1), answered(1, 1))).toEqual(["number", "number"])
    expect(complaintsOf(entries(complained(1), answered(1, 2))).complaints[0]?.answers).toEqual([])
  })

  test("no answer is due before the complaint", () => {
    expect(rulesOf(complained(1, { due: "2014-11-28T19:59:59Z" }))).toEqual(["due"])
    expect(rulesOf(complained(1, { due: "2014-11-28T20:00:00Z" }))).toEqual([])
  })
})

describe("the form of entries", () => {
  const isEntry = (fields: Fields) => isPublishedEntry({ ...fields, at: "2014-11-28T20:00:00Z", signed: ["a line"] })

  test.each([
    ["an observation without any text", { type: "observation.entered", observation: 1, role: "delegate" }],
    ["an observation of a bailiff", { ...observed(1), role: "bailiff" }],
    ["a complaint of nobody", { type: "complaint.entered", complaint: 1, role: "voter", due: "2014-11-29T20:00:00Z" }],
    ["a complaint with a public name", { ...complained(1), name: "Jo Invented" }],
    ["a complaint that is due at no instant", complained(1, { due: "tomorrow" })],
    ["an answer without a decision", { type: "complaint.answered", complaint: 1, answer: 1, private: secret }],
    ["an answer without any text", { type: "complaint.answered", complaint: 1, answer: 1, outcome: "noted" }],
    ["a paper with a public name", { ...paper(), name: "scan.pdf" }],
    ["a paper of another kind", { ...paper(), paper: "ballot" }],
    [
      "a paper without its size",
      { type: "paper.attached", paper: "other", sha256: paper()["sha256"], private: secret },
    ],
  ] as [string, Fields][])("%s is none", (_, fields) => {
    expect(isEntry(fields)).toBe(false)
  })

  test("what is private of a complaint has a name, and no field more", () => {
    expect(isPrivate("complaint.entered", { name: "Jo", text: "It is late", contact: "jo@example.org" })).toBe(true)
    expect(isPrivate("complaint.entered", { text: "It is late" })).toBe(false)
    expect(isPrivate("complaint.entered", { name: "Jo", member: "0001" })).toBe(false)
    expect(isPrivate("observation.entered", { name: "Jo" })).toBe(true)
    expect(isEntry(paper())).toBe(true)
    expect(isPrivate("paper.attached", { name: "scan.pdf", what: "signed" })).toBe(true)
  })
})

function paper(): Fields {
  return { type: "paper.attached", paper: "other", sha256: `sha256:${secret}`, size: 0, private: secret }
}
