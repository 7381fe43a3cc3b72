import { expect, test } from "vitest"
import { type Event, eventTypes } from "../../src/journal/event.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { eventWords } from "../../src/screens/event-words.ts"

const hash = `sha256:${"ab".repeat(32)}` as const
const at = "2014-11-28T19:00:00Z"
const head = "cd".repeat(32)
const acts = { act: 3, kind: "open", text: hash, at } as const

/** There is one event of each type. */
const events: readonly Event[] = [
  {
    type: "election.created",
    phase: "draft",
    uuid: "9xDrMnXn4cUuGk",
    rehearsal: true,
    definition: hash,
    format: 2,
    at,
  },
  { type: "election.backed-up", size: 40, at },
  { type: "act.proposed", ...acts },
  { type: "act.signed", act: 3, member: "anne", at },
  { type: "act.reserved", act: 3, member: "anne", note: hash },
  { type: "act.declined", act: 3, member: "anne", note: hash },
  { type: "act.absent", act: 3, member: "anne", note: hash },
  { type: "act.dropped", act: 3, reason: "stale" },
  { type: "act.effective", ...acts, phase: "open", closes: at },
  { type: "roll.imported", rows: 9, eligible: 7, ineligible: 1, refused: 1, roll: head, report: hash, at },
  { type: "trustees.answered", holder: "registrar", step: "deal", message: hash, at },
  { type: "trustees.restarted", at },
  { type: "trustees.established", trustees: hash, key: head, at },
  { type: "trustees.checked", owner: 2, checkpoint: 12 },
  { type: "credentials.generated", issued: 7, reserve: 2, credentials: hash, reserveKeys: hash, officerFile: hash, at },
  { type: "credentials.opened", purpose: "print", by: "registrar", reason: "first posting", letters: 7 },
  { type: "urn.opened", phase: "open", closes: at, ballots: 0, at },
  { type: "urn.suspended", phase: "suspended", closes: at, until: at, number: 1, note: hash, at },
  { type: "urn.accepted", count: 1, height: 4, head },
  { type: "urn.batch-announced", channel: "site", number: 2, count: 9, sha256: hash },
  {
    type: "urn.batch-received",
    channel: "site",
    number: 2,
    count: 9,
    accepted: 6,
    present: 2,
    refused: 1,
    sha256: hash,
  },
  { type: "urn.counted", at, ballots: 130, voters: 120 },
  { type: "urn.frozen", phase: "frozen", ballots: 9, grace: 1, height: 12, head, at },
  { type: "tally.computed", ballots: 9, counted: 8, weight: "8", tally: head, height: 13, head, at },
  { type: "tally.share-received", owner: 2, share: hash, at },
  { type: "tally.share-refused", owner: 2, share: hash, at },
  { type: "tally.result", phase: "tallied", result: head, height: 14, head, at },
]

test.each(["en", "fr"] as const)(
  "the words for every entry are a sentence, without hashes and instants for machines (%s)",
  (language) => {
    expect(events.map(({ type }) => type)).toEqual(eventTypes)
    const writing = {
      labels: catalogueOf(language).labels,
      count: String,
      instant: () => "20:00",
      person: (id: string) => `Anne Dubreuil (${id})`,
      text: (text: string) => text,
    }
    const said = events.map((event) => eventWords(event, writing))
    expect(new Set(said).size).toBe(said.length)
    for (const text of said) {
      expect(text).toMatch(/^[\p{L}1][^\n]{6,}$/u)
      expect(text).not.toMatch(/[0-9a-f]{16}|\d{4}-\d\d-\d\dT|undefined/)
    }
    expect(said[3]).toContain("Anne Dubreuil (anne)")
    expect(said[8]).toContain("20:00")
  },
)
