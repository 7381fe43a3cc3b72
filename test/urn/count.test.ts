import { afterEach, expect, test } from "vitest"
import { instantText } from "../../src/core/instant.ts"
import { ballotsSinceInstant } from "../../src/journal/instant-queries.ts"
import { append } from "../../src/journal/operations.ts"
import { groupTurnout } from "../../src/turnout/group-queries.ts"
import { turnoutOf } from "../../src/turnout/queries.ts"
import { countVoters } from "../../src/urn/count-operations.ts"
import { provenCounts } from "../../src/urn/count-queries.ts"
import { freezeUrn } from "../../src/urn/freeze-operations.ts"
import { fewestDated } from "../support/dated-ballots.ts"
import { refusal, refusalOf } from "../support/refusal.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { OpaqueBallots } from "./opaque-ballots.ts"
import { hours, TestElection, type TestOptions } from "./test-election.ts"

const minute = 60_000
const members = 64
let election: TestElection
let ballots: OpaqueBallots
afterEach(() => {
  election.remove()
})

function begin(options: TestOptions = {}): void {
  const weights = Array.from({ length: members }, () => 1n)
  election = new TestElection({ publish: "{ cell: 12 }", weights, ...options }).open()
  election.now = hours.opens
  ballots = new OpaqueBallots(election)
}
const after = (minutes: number) => {
  election.now = hours.opens + minutes * minute
}
const count = () => countVoters(election.file, election.now)

test("the turnout waits until enough voters came, and is counted once", () => {
  begin()
  after(10)
  expect(count()).toEqual({ counted: undefined, waits: "came" })
  ballots.cast(11)
  expect(count()).toEqual({ counted: undefined, waits: "came" })
  ballots.cast(1)
  after(20)
  const counted = { type: "urn.counted", at: instantText(election.now), ballots: 12, voters: 12 }
  expect(count()).toEqual({ counted, waits: undefined })
  // Another machine, fired at the same hour, publishes nothing new.
  expect(count()).toEqual({ counted, waits: "came" })
  ballots.cast(40)
  after(31)
  expect(count().counted).toMatchObject({ ballots: 52, voters: 52 })
  expect(fewestDated(election.file, election.now)).toBeGreaterThanOrEqual(10)
  expect(turnoutOf(election.file)).toMatchObject({
    registered: members,
    counts: [{ at: hours.opens + 20 * minute, voters: 12 }, { voters: 52 }],
    final: undefined,
  })
})

test("the turnout also waits if few members have yet to vote, or if its hour would date few ballots", () => {
  begin({ publish: "{ cell: 3 }" })
  after(2)
  ballots.cast(10)
  after(6)
  ballots.cast(5)
  // The first ten came in a bin that ended a minute ago.
  expect(count()).toEqual({ counted: undefined, waits: "apart" })
  ballots.cast(5)
  expect(count().waits).toBe(undefined)
  ballots.cast(42)
  expect(count().waits).toBe("missing")
})

test("a format without counts has no turnout, and none is counted before the opening or after the freeze", () => {
  begin({ format: 2 })
  ballots.cast(20)
  expect(count()).toEqual({ counted: undefined, waits: "format" })
  election.remove()
  begin()
  ballots.cast(20)
  election.now = hours.closes
  election.decide("close")
  election.now = hours.graceEnds
  freezeUrn(election.file, election.now)
  expect(refusalOf(count)).toMatchObject({ code: "wrong-phase", params: { phase: "frozen" } })
  expect(turnoutOf(election.file).final).toEqual({ at: hours.graceEnds, ballots: 20, voters: 20 })
})

test("a turnout that somebody else appended is refused", () => {
  begin()
  ballots.cast(20)
  const { file } = election
  provenCounts(file)
  file.store.write(() => append(file.journal, election.now, { type: "urn.counted", ballots: 20, voters: 19 }))
  expect(
    refusalOf(() => {
      provenCounts(file)
    }),
  ).toMatchObject({ code: "election-file-altered", params: { part: "journal" } })
})

test("a table by group is made once, of the frozen urn, and whole or not at all", () => {
  // There are ten, thirty-four and twenty members: the first are too few for a group of their own.
  const groups = Array.from({ length: members }, (_, i) => (i % 32 < 5 ? "north" : i % 32 < 22 ? "south" : "west"))
  const publish = "{ cell: 5, turnout: { by: group } }"
  begin({ publish, groups })
  expect(groupTurnout(election.file)).toBe("not-frozen")
  ballots.cast(32)
  election.now = hours.closes
  election.decide("close")
  election.now = hours.graceEnds
  freezeUrn(election.file, election.now)
  expect(groupTurnout(election.file)).toEqual([
    { names: ["north", "west"], eligible: 30, voters: 15 },
    { names: ["south"], eligible: 34, voters: 17 },
  ])
  election.remove()
  begin({ publish, groups })
  ballots.cast(8)
  election.now = hours.closes
  election.decide("close")
  election.now = hours.graceEnds
  freezeUrn(election.file, election.now)
  expect(groupTurnout(election.file)).toBe("came")
  election.remove()
  begin({ groups })
  expect(groupTurnout(election.file)).toBe("national")
})

test("an entry that another program made look dated lets no instant stand between a few ballots", () => {
  begin()
  after(10)
  ballots.cast(3)
  const { db } = election.file.store
  const [first] = db.prepare<[], string>("SELECT body FROM journal WHERE number = 1").pluck().all()
  withoutTriggers(db, () => {
    db.prepare("UPDATE journal SET body = ? WHERE number = (SELECT max(number) FROM journal)").run(first)
  })
  expect(() => ballotsSinceInstant(election.file.journal, election.now)).toThrow(
    refusal("entry-altered", { of: "journal", number: election.file.journal.size() }),
  )
})
