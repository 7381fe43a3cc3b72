import { beforeEach, describe, expect, test } from "vitest"
import { instantText } from "../../src/core/instant.ts"
import { enterEvents } from "../../src/incidents/operations.ts"
import { issueNotice } from "../../src/notices/operations.ts"
import { type DraftNotice, draftNotice, issuedNotices, type NoticeRequest } from "../../src/notices/queries.ts"
import type { SigningKey } from "../../src/notes/key.ts"
import type { IncidentEvent } from "../../src/register/incident-event.ts"
import { noteInLog } from "../../src/register/evening-operations.ts"
import { countVoters } from "../../src/urn/count-operations.ts"
import { refusal } from "../support/refusal.ts"
import { sealedBallot } from "../urn/opaque-ballots.ts"
import { acceptBallots, hours, keyNamed, TestElection } from "../urn/test-election.ts"

const [a, b, c] = [keyNamed("a"), keyNamed("b"), keyNamed("c")]
const [minute, hour] = [60_000, 3_600_000]
const nothing: NoticeRequest = { statement: [], cites: [], corrects: [] }
const weights = Array.from({ length: 60 }, () => 1n)

let election: TestElection
beforeEach(() => {
  const publish = '{ cell: 2, turnout: { at: ["22:00", "23:00"] } }'
  election = new TestElection({ weights, publish }).open(weights)
  election.now = hours.opens + hour
})

const draft = (request = nothing) => draftNotice(election.file, request, election.now)
const issue = (shown: DraftNotice, keys: readonly SigningKey[] = [a, b], request = nothing) =>
  issueNotice(election.file, shown, request, keys, election.world)
const state = () => [election.file.notices.all().length, election.file.register.size(), election.file.journal.size()]

/** Enters the first incident, or something of it. */
function enter(...events: readonly IncidentEvent[]): void {
  enterEvents(election.file, events, a, election.world)
}
function openIncident(): void {
  const from = instantText(election.now - minute)
  enter(
    { type: "incident.opened", incident: 1, title: "No vote arrives" },
    { type: "incident.observed", incident: 1, observation: 1, what: "Nobody", from, effect: "interruption" },
  )
}
function vote(count: number): void {
  const ballots = Array.from({ length: count }, (_, i) => sealedBallot(election, i))
  acceptBallots(election.file, ballots, "booth", election.now, { began: election.now, urnKey: election.urnKey })
}

/** Refuses the notice, and nothing of it stays. */
function refused(shown: DraftNotice, rule: "journal" | "register" | "number" | "old"): void {
  const before = state()
  expect(() => issue(shown)).toThrow(refusal("notice-stale", { number: shown.notice.number, rule }))
  expect(state()).toEqual(before)
}

describe("what was shown is what is signed", () => {
  test("an entry that changes nothing of the text holds nothing up", () => {
    const shown = draft()
    noteInLog(election.file, { text: "The lamp failed", published: true }, [a], election.world)
    election.now += 5 * minute
    const issued = issue(shown)
    expect([issued.number, issued.text, issued.signers]).toEqual([1, shown.text, ["a", "b"]])
    expect(issuedNotices(election.file)).toHaveLength(1)
  })

  test("an incident that was entered meanwhile does", () => {
    const shown = draft()
    openIncident()
    refused(shown, "register")
  })

  test("so does a status that changed, although the incident was there", () => {
    openIncident()
    const shown = draft()
    const said = { said: instantText(election.now), where: "here" }
    enter({
      type: "incident.claimed",
      incident: 1,
      claim: 1,
      cause: "unknown",
      what: "Who knows",
      claimant: "press",
      ...said,
    })
    refused(shown, "register")
  })

  test("a newer count does, and so does another phase", () => {
    const shown = draft()
    vote(20)
    expect(countVoters(election.file, election.now).waits).toBeUndefined()
    refused(shown, "journal")
    const counted = draft()
    election.decide("suspend", [{ key: "reason", value: "The line is down" }])
    refused(counted, "journal")
  })

  test("another notice does: of two terminals one is refused, and no number is given twice", () => {
    const [one, other] = [draft(), draft()]
    issue(one)
    refused(other, "number")
    expect(issue(draft()).number).toBe(2)
  })

  test("a text of more than an hour does, and one that the clock has not reached", () => {
    const shown = draft()
    election.now += hour + minute
    refused(shown, "old")
    const later = draft()
    election.now -= 10 * minute
    refused(later, "old")
  })

  test("what became due meanwhile does not: the next notice answers it", () => {
    election.now = hours.opens + 2 * hour - minute
    const shown = draft()
    election.now += 2 * minute
    issue(shown)
    expect(draft().notice.answers).toEqual([1])
  })
})

describe("who signs", () => {
  test("two members, and more if they like", () => {
    expect(issue(draft(), [a, b, c]).signers).toEqual(["a", "b", "c"])
  })

  test("not one, not one twice, and nobody else", () => {
    const shown = draft()
    const before = state()
    expect(() => issue(shown, [a])).toThrow(refusal("signers-missing", { members: 2 }))
    expect(() => issue(shown, [a, a])).toThrow(refusal("signers-missing", { members: 2 }))
    expect(() => issue(shown, [a, keyNamed("stranger")])).toThrow(refusal("not-a-writer", { name: "stranger" }))
    expect(() => issue(shown, [a, b, election.urnKey])).toThrow(refusal("not-a-writer", { name: election.urnKey.name }))
    expect(state()).toEqual(before)
  })
})

test("a notice names the journal as it was at the last count, however many ballots came since", () => {
  vote(20)
  countVoters(election.file, election.now)
  const { notice: counted } = draft()
  election.now += minute
  acceptBallots(
    election.file,
    Array.from({ length: 5 }, (_, i) => sealedBallot(election, 20 + i)),
    "booth",
    election.now,
    { began: election.now, urnKey: election.urnKey },
  )
  const { notice, text } = draft()
  expect(notice.journal).toEqual(counted.journal)
  expect(notice.journal.size).toBeLessThan(election.file.journal.size())
  expect(text).toMatch(/^Votants : 20$/m)
  // Nor does any entry of the register say how long the journal is.
  issue(draft())
  const entered = [1, 2].map((number) => JSON.parse(election.file.register.byNumber(number)?.body ?? "") as object)
  const signed = { at: expect.any(String) as string, signed: [expect.any(String) as string] }
  expect(entered).toEqual([
    {
      ...{ type: "turnout.table", table: 1, source: "count", of: "2014-11-28T20:00:00Z", registered: 60, voters: 20 },
      ...signed,
    },
    { type: "notice.issued", number: 1, note: expect.any(String) as string, ...signed },
  ])
  // What the register has is not entered again.
  issue(draft())
  expect(election.file.register.size()).toBe(3)
})

test("the opening that was decided is in the notice before it", () => {
  const before = new TestElection({ weights }).sealed(weights)
  const opens = instantText(hours.opens + hour)
  before.decide("open", [
    { key: "opens", value: opens },
    { key: "closes", value: instantText(hours.closes) },
  ])
  const { text } = draftNotice(before.file, nothing, before.now)
  expect(text).toMatch(
    /^Heures promises : du vendredi 28 novembre 2014 à 21 h 00 au samedi 29 novembre 2014 à 20 h 00\.$/m,
  )
  expect(text).toMatch(/^L’urne est scellée\. Le vote n’a pas commencé\.$/m)
  before.remove()
})

test("a first notice at the close names every hour that passed without one", () => {
  const every = Array.from(
    { length: 48 },
    (_, i) => `"${String(Math.floor(i / 2)).padStart(2, "0")}:${i % 2 === 0 ? "00" : "30"}"`,
  )
  const long = new TestElection({ weights, publish: `{ turnout: { at: [${every.join(", ")}] } }` }).open(weights)
  long.now = hours.closes
  issueNotice(long.file, draftNotice(long.file, nothing, long.now), nothing, [a, b], long.world)
  const [issued] = issuedNotices(long.file)
  expect(issued?.notice.answers).toHaveLength(49)
  expect(issued?.text.match(/^Manque : /gm)).toHaveLength(48)
  long.remove()
})
