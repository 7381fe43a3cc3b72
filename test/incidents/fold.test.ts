import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { claimStatuses } from "../../src/core/vocabulary.ts"
import { transitions } from "../../src/incidents/claim.ts"
import { deadlinesOf } from "../../src/incidents/deadline.ts"
import { type IncidentEntry, incidentsOf } from "../../src/incidents/fold.ts"
import { entriesOf, statusAt } from "../../src/incidents/incident.ts"
import type { IncidentEvent } from "../../src/register/incident-event.ts"

const start = Date.parse("2012-03-24T14:00:00Z")
const minute = 60_000

/** Entries a minute apart, all by one writer. */
function entered(...events: readonly IncidentEvent[]): readonly IncidentEntry[] {
  return events.map((event, i) => ({ number: i + 1, at: start + i * minute, writer: "anne", event }))
}

const opened: IncidentEvent = { type: "incident.opened", incident: 1, title: "Voting stood still" }
const claimed = (claim: number): IncidentEvent => ({
  type: "incident.claimed",
  incident: 1,
  claim,
  cause: "intrusion",
  what: "somebody tries to break in",
  claimant: "organiser",
  by: "The party",
  said: "2012-03-24T16:00:00Z",
  where: "in the hall",
})
const evidenced = (evidence: number): IncidentEvent => ({
  type: "incident.evidenced",
  incident: 1,
  evidence,
  what: "log of the firewall",
  sha256: `sha256:${"0".repeat(64)}`,
  size: 1,
})
const judged = (status: "supported" | "refuted" | "withdrawn", ...evidence: readonly number[]): IncidentEvent => ({
  type: "incident.judged",
  incident: 1,
  claim: 1,
  status,
  evidence,
  reason: "as the log shows",
})
const concluded = (...claims: readonly number[]): IncidentEvent => ({
  type: "incident.concluded",
  incident: 1,
  conclusion: 1,
  finding: "confirmed",
  what: "The site was too small",
  claims,
})

const rulesOf = (...events: readonly IncidentEvent[]) => incidentsOf(entered(...events)).faults.map(({ rule }) => rule)

describe("a claim is not a fact", () => {
  test("only evidence supports or refutes it", () => {
    expect(rulesOf(opened, claimed(1), judged("supported"))).toEqual(["evidence-needed"])
    expect(rulesOf(opened, claimed(1), judged("refuted"))).toEqual(["evidence-needed"])
    expect(rulesOf(opened, claimed(1), judged("supported", 1))).toEqual(["unknown-evidence"])
    expect(rulesOf(opened, claimed(1), evidenced(1), judged("supported", 1))).toEqual([])
    expect(rulesOf(opened, claimed(1), judged("withdrawn"))).toEqual([])
  })

  test("the same evidence cannot turn a claim again; new evidence can", () => {
    const first = [opened, claimed(1), evidenced(1), judged("supported", 1)]
    expect(rulesOf(...first, judged("refuted", 1))).toEqual(["evidence-again"])
    expect(rulesOf(...first, evidenced(2), judged("refuted", 1, 2))).toEqual([])
    expect(rulesOf(...first, judged("withdrawn"), evidenced(2), judged("supported", 2))).toEqual(["transition"])
  })

  test("a conclusion may rest on supported claims only", () => {
    expect(rulesOf(opened, claimed(1), concluded(1))).toEqual(["claim-not-supported"])
    expect(rulesOf(opened, claimed(1), concluded())).toEqual([])
    expect(rulesOf(opened, claimed(1), evidenced(1), judged("supported", 1), concluded(1))).toEqual([])
    expect(rulesOf(opened, concluded(1))).toEqual(["claim-not-supported"])
  })

  test("the status of a claim at any earlier time can still be read", () => {
    const events = [opened, claimed(1), evidenced(1), judged("refuted", 1), evidenced(2), judged("supported", 2)]
    const [claim] = incidentsOf(entered(...events)).incidents[0]!.claims
    const said = [0, 1, 2, 3, 4, 5].map((n) => statusAt(claim!, start + n * minute))
    expect(said).toEqual([undefined, "asserted", "asserted", "refuted", "refuted", "supported"])
  })
})

describe("nothing is taken back", () => {
  test("a closed incident accepts only corrections until it is reopened", () => {
    const closed: IncidentEvent = { type: "incident.closed", incident: 1, reason: "dealt with" }
    const again: IncidentEvent = { type: "incident.reopened", incident: 1, reason: "another cause is alleged" }
    const mended: IncidentEvent = { type: "incident.corrected", incident: 1, entry: 2, what: "It was said at 17:00" }
    expect(rulesOf(opened, closed, claimed(1))).toEqual(["closed"])
    expect(rulesOf(opened, closed, closed)).toEqual(["closed"])
    expect(rulesOf(opened, again)).toEqual(["not-closed"])
    expect(rulesOf(opened, claimed(1), closed, mended, again, claimed(2))).toEqual([])
  })

  test("a correction is kept beside what it corrects", () => {
    const mended: IncidentEvent = { type: "incident.corrected", incident: 1, entry: 2, what: "It was said at 17:00" }
    const [incident] = incidentsOf(entered(opened, claimed(1), mended)).incidents
    expect(incident!.claims[0]).toMatchObject({
      said: "2012-03-24T16:00:00Z",
      corrections: [{ entry: 3, writer: "anne", what: "It was said at 17:00" }],
    })
    expect(rulesOf(opened, { ...mended, entry: 7 })).toEqual(["unknown-entry"])
  })

  test("incidents and claims are numbered without a gap", () => {
    expect(rulesOf({ ...opened, incident: 2 })).toEqual(["number"])
    expect(rulesOf(opened, opened)).toEqual(["number"])
    expect(rulesOf(opened, claimed(2))).toEqual(["number"])
    expect(rulesOf(claimed(1))).toEqual(["unknown-incident"])
  })

  test("an interval ends after it begins", () => {
    const seen = (from: string, until: string): IncidentEvent => ({
      ...{ type: "intervention.added", intervention: 1, what: "a restart", why: "it hung" },
      ...{ from, until },
    })
    expect(rulesOf(seen("2012-03-24T16:00:00Z", "2012-03-24T15:00:00Z"))).toEqual(["interval"])
    expect(rulesOf(seen("2012-03-24T15:00:00Z", "four"))).toEqual(["interval"])
    expect(rulesOf(seen("2012-03-24T15:00:00Z", "2012-03-24T16:00:00Z"))).toEqual([])
  })

  test("added time must be unambiguous for every channel", () => {
    const decided = (...channels: readonly (string | undefined)[]): IncidentEvent => ({
      ...{ type: "incident.decided", incident: 1, decision: 1, what: "the vote is longer" },
      hours: channels.map((channel) => ({ ...(channel === undefined ? {} : { channel }), minutes: 30 })),
    })
    expect(rulesOf(opened, decided("hall", "site"))).toEqual([])
    expect(rulesOf(opened, decided(undefined))).toEqual([])
    expect(rulesOf(opened, decided("hall", undefined))).toEqual(["hours-unclear"])
    expect(rulesOf(opened, decided("hall", "hall"))).toEqual(["hours-unclear"])
  })
})

test("law: whatever is entered in whatever order, statuses follow the rule and every sound entry is shown", () => {
  const number = fc.integer({ min: 1, max: 3 })
  const status = fc.constantFrom("supported" as const, "refuted" as const, "withdrawn" as const)
  const anything: fc.Arbitrary<IncidentEvent> = fc.oneof(
    fc.constant(opened),
    number.map(claimed),
    number.map(evidenced),
    fc.tuple(number, status, fc.array(number, { maxLength: 2 })).map(([claim, to, evidence]) => ({
      ...(judged(to, ...evidence) as Extract<IncidentEvent, { type: "incident.judged" }>),
      claim,
    })),
    fc.array(number, { maxLength: 2 }).map((claims) => concluded(...claims)),
    fc.constant<IncidentEvent>({ type: "incident.closed", incident: 1, reason: "done" }),
    fc.constant<IncidentEvent>({ type: "incident.reopened", incident: 1, reason: "not done" }),
  )
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 40 }), (events) => {
      const entries = entered(...events)
      const { incidents, faults } = incidentsOf(entries)
      const told = incidents.flatMap(entriesOf)
      expect([...told, ...faults.map(({ entry }) => entry)].sort((a, b) => a - b)).toEqual(
        entries.map((entry) => entry.number),
      )
      for (const claim of incidents.flatMap(({ claims }) => claims)) {
        const passed = ["asserted" as const, ...claim.judgements.map((one) => one.status)]
        passed.slice(1).forEach((to, i) => expect(transitions[passed[i]!]).toContain(to))
        expect(claim.status).toBe(passed.at(-1))
        // A claim's status at an earlier instant is what a reader saw at that instant.
        for (const { at } of entries) {
          const then = incidentsOf(entries.filter((entry) => entry.at <= at)).incidents
          expect(statusAt(claim, at)).toBe(then[0]?.claims[claim.claim - 1]?.status)
        }
      }
    }),
    { numRuns: 200 },
  )
})

test("every status allows the transitions of the rule and no others", () => {
  const ways: Record<string, readonly IncidentEvent[]> = {
    asserted: [],
    supported: [judged("supported", 1)],
    refuted: [judged("refuted", 1)],
    withdrawn: [judged("withdrawn")],
  }
  for (const from of claimStatuses) {
    for (const to of ["supported", "refuted", "withdrawn"] as const) {
      const before = [opened, claimed(1), evidenced(1), evidenced(2), ...(ways[from] ?? [])]
      expect(rulesOf(...before, judged(to, 2)), `${from} to ${to}`).toEqual(
        transitions[from].includes(to) ? [] : ["transition"],
      )
    }
  }
})

describe("deadlines", () => {
  const observed = (effect: "interruption" | "disclosure"): IncidentEvent => ({
    ...{ type: "incident.observed", incident: 1, observation: 1, what: "seen", from: "2012-03-24T13:00:00Z", effect },
  })
  const [incident] = incidentsOf(entered(opened, observed("disclosure"))).incidents

  test("an entry by a member makes the authority aware; of any other it has to be told within the hour", () => {
    expect(deadlinesOf(incident!, () => true)[0]).toMatchObject({ whom: "authority", met: start })
    expect(deadlinesOf(incident!, () => false)[0]).toMatchObject({ due: start + 60 * minute, met: undefined })
  })

  test("only a member can say that the authority was told", () => {
    const told: IncidentEvent = { type: "incident.told", incident: 1, whom: "authority", what: "by phone" }
    const by = (writer: string) =>
      incidentsOf([...entered(opened), { number: 2, at: start + minute, writer, event: told }]).incidents[0]!
    const isMember = (writer: string) => writer === "bruno"
    expect(deadlinesOf(by("desk"), isMember)[0]?.met).toBeUndefined()
    expect(deadlinesOf(by("bruno"), isMember)[0]?.met).toBe(start + minute)
  })

  test("a breach of personal data has 72 hours, anything else has no deadline", () => {
    expect(deadlinesOf(incident!, () => true)[1]).toMatchObject({
      whom: "data-protection",
      due: start + minute + 72 * 60 * minute,
      met: undefined,
    })
    const [other] = incidentsOf(entered(opened, observed("interruption"))).incidents
    expect(deadlinesOf(other!, () => true)).toHaveLength(1)
  })
})
