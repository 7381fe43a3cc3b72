import { afterEach, describe, expect, test } from "vitest"
import { isCertified } from "../../src/authority/urn-key-queries.ts"
import { currentCheckpoint, checkpointIfDue } from "../../src/journal/checkpoint-operations.ts"
import { append } from "../../src/journal/operations.ts"
import { binLength } from "../../src/urn/arrival-operations.ts"
import { arrivalsOf } from "../../src/urn/arrival-queries.ts"
import { datedPoints, fewestDated } from "../support/dated-ballots.ts"
import { refusalOf } from "../support/refusal.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { OpaqueBallots } from "./opaque-ballots.ts"
import { hours, TestElection } from "./test-election.ts"

const minute = 60_000
const members = 200

let election: TestElection
let ballots: OpaqueBallots
/** Records when each ballot of the booth came, by its height. */
let came = new Map<number, number>()
afterEach(() => {
  election.remove()
})

function begin(): void {
  election = new TestElection({ weights: Array.from({ length: members }, () => 1n) }).open()
  election.now = hours.opens
  ballots = new OpaqueBallots(election)
  came = new Map()
}

/** Returns a function that draws whole numbers below a bound. */
function numbersBelow(seed: string): (bound: number) => number {
  const random = seededRandom(seed)
  let drawn = 0
  return (bound) => new DataView(random(4, "number", `${++drawn}`).buffer).getUint32(0) % bound
}

function cast(count = 1): void {
  for (const height of ballots.cast(count)) came.set(height, election.now)
}
const handOver = (count: number) => {
  ballots.handOver(count)
}
const after = (minutes: number) => {
  election.now = hours.opens + minutes * minute
}
const stored = () =>
  election.file.urn.arrivals
    .all()
    .map(({ began, ended, ballots }) => [(began - hours.opens) / minute, (ended - hours.opens) / minute, ballots])
/** Dates an entry that needs no date, if that reveals nothing. Returns whether it was dated. */
function note(): boolean {
  const { file, now } = election
  const event = { type: "credentials.opened", purpose: "markoff", by: "officer", reason: "r", letters: 0 } as const
  const number = file.store.write(() => append(file.journal, now, event))
  return (file.journal.byNumber(number)?.body ?? "").includes(`"at":`)
}

describe("arrivals are counted in bins of five minutes", () => {
  test("and each bin holds ten ballots; until then the file reveals nothing about arrivals", () => {
    begin()
    after(1)
    cast(4)
    after(7)
    cast(5)
    expect(stored()).toEqual([])
    after(8)
    cast()
    expect(stored()).toEqual([[0, 10, 10]])
    after(9.5)
    cast(3)
    expect(stored()).toEqual([[0, 10, 13]])
    after(10)
    cast(12)
    expect(stored()).toEqual([
      [0, 10, 13],
      [10, 15, 12],
    ])
    expect(arrivalsOf(election.file, election.now + minute)).toEqual({
      bins: [
        { from: hours.opens, to: hours.opens + 10 * minute, ballots: 13 },
        { from: hours.opens + 10 * minute, to: hours.opens + 11 * minute, ballots: 12 },
      ],
      waiting: undefined,
      handedOver: [],
    })
  })

  test("and an empty time has a bin of its own only if no ballot waits; waiting ballots are reported by their beginning alone", () => {
    begin()
    after(2)
    cast(10)
    after(43)
    expect(arrivalsOf(election.file, election.now)?.bins.at(-1)).toEqual({
      from: hours.opens + 5 * minute,
      to: hours.opens + 43 * minute,
      ballots: 0,
    })
    cast(9)
    const before = election.contents()
    after(71)
    expect(election.contents()).toBe(before)
    expect(arrivalsOf(election.file, election.now)?.waiting).toEqual({ from: hours.opens + 40 * minute, ballots: 9 })
    cast(1)
    expect(stored()).toEqual([
      [0, 5, 10],
      [5, 40, 0],
      [40, 75, 10],
    ])
  })

  test("and batches of a channel are counted apart, never in bins", () => {
    begin()
    after(1)
    cast(9)
    handOver(40)
    expect(stored()).toEqual([])
    expect(arrivalsOf(election.file, election.now)).toMatchObject({
      bins: [],
      waiting: { ballots: 9 },
      handedOver: [{ channel: "office", ballots: 40 }],
    })
    cast()
    expect(stored()).toEqual([[0, 5, 10]])
  })

  test("and a suspension ends a bin, as does the hour of closing", () => {
    begin()
    after(2)
    cast(11)
    after(3)
    election.decide("suspend", { reason: "power" })
    after(22)
    election.decide("resume", { reason: "power" })
    after(23)
    cast(10)
    expect(stored()).toEqual([
      [0, 3, 11],
      [3, 22, 0],
      [22, 25, 10],
    ])
    election.now = hours.closes - minute
    cast(10)
    expect(stored().at(-1)).toEqual([1435, 1440, 10])
    election.decide("extend", { reason: "late", closes: "2014-11-29T19:32:00Z" })
    election.now = hours.closes + 31 * minute
    cast(10)
    expect(stored().at(-1)?.slice(1)).toEqual([1472, 10])
  })

  test("and a few ballots before a suspension keep waiting", () => {
    begin()
    after(2)
    cast(9)
    after(3)
    election.decide("suspend", { reason: "power" })
    after(20)
    election.decide("resume", { reason: "power" })
    // One more ballot would be dated: it came after the act, and before the end of its bin.
    cast()
    expect(stored()).toEqual([])
    cast(9)
    expect(stored()).toEqual([[0, 25, 19]])
  })
})

test("a dated entry or checkpoint ends a bin, and is not dated if only a few ballots came since the last bin", () => {
  begin()
  const { file, urnKey } = election
  file.store.write(() => currentCheckpoint(file.journal, urnKey, election.now))
  after(2)
  cast(10)
  after(3)
  expect(note()).toBe(true)
  after(4)
  cast(1)
  expect(stored()).toEqual([[0, 3, 10]])
  expect(note()).toBe(false)
  cast(9)
  expect(stored().at(-1)).toEqual([3, 5, 10])
  after(6)
  cast(9)
  expect(note()).toBe(false)
  const before = file.journal.lastCheckpoint()?.size
  after(40)
  expect(file.store.write(() => currentCheckpoint(file.journal, urnKey, election.now)).size).toBe(before)
  expect(fewestDated(file, election.now)).toBe(10)
})

test("a long vote of every kind dates no ballot among fewer than ten", () => {
  for (const seed of ["a", "e"]) {
    begin()
    const below = numbersBelow(`arrivals ${seed}`)
    const { file, urnKey } = election
    let suspended = false
    file.store.write(() => currentCheckpoint(file.journal, urnKey, election.now))
    while (ballots.made < members - 12) {
      election.now += below(100) < 3 ? below(90) * minute : below(90_000)
      const what = below(100)
      if (what < 2) {
        election.decide(suspended ? "resume" : "suspend", { reason: "a cause" })
        suspended = !suspended
      } else if (what < 14) note()
      else if (what < 16) file.store.write(() => currentCheckpoint(file.journal, urnKey, election.now))
      else if (!suspended && what < 18) handOver(1 + below(12))
      else if (!suspended) cast(1 + (what < 25 ? below(5) : 0))
      checkpointIfDue(file, urnKey, election.now, (key) => isCertified(file, key))
    }
    expect.soft(fewestDated(file, election.now), seed).toBeGreaterThanOrEqual(10)
    expect.soft(datedPoints(file, election.now).filter(({ isDue }) => !isDue).length, seed).toBeGreaterThan(12)
    // Moreover, what it reports is true.
    let height = 0
    for (const bin of file.urn.arrivals.all()) {
      const inside = [...came].filter(([at]) => at > height && at <= bin.height)
      expect(inside).toHaveLength(bin.ballots)
      // Entries are dated in whole seconds.
      for (const [, at] of inside) expect(at >= bin.began - 1000 && at < bin.ended + 1000).toBe(true)
      height = bin.height
    }
    expect(arrivalsOf(file, election.now + binLength)?.bins.length).toBeGreaterThan(5)
    if (seed !== "e") election.remove()
  }
})

test("without a key of the urn nobody can move an arrival: one that was moved is neither reported nor signed", () => {
  begin()
  after(2)
  cast(10)
  const { file } = election
  const { db } = file.store
  const older = file.urn.arrivals.signature()
  if (older === undefined) throw new Error("the urn did not sign its bins")
  after(12)
  cast(10)
  after(26)
  cast(11)
  expect(stored()).toEqual([
    [0, 5, 10],
    [5, 10, 0],
    [10, 15, 10],
    [15, 25, 0],
    [25, 30, 11],
  ])
  const sign = `UPDATE arrival_signature SET entry = ${older.entry}, line = '${older.line}'`
  const refused = { code: "election-file-altered", params: { part: "arrivals" } }
  const moved = [
    "UPDATE arrival SET ended = ended + 60000 WHERE number = 1; UPDATE arrival SET began = began + 60000 WHERE number = 2",
    "UPDATE arrival SET ended = ended - 60000 WHERE number = 5",
    "UPDATE arrival SET ballots = 21 WHERE number = 3; UPDATE arrival SET ballots = 0 WHERE number = 5",
    "UPDATE arrival SET ballots = 10 WHERE number = 5",
    "UPDATE arrival SET after = zeroblob(32) WHERE number = 5",
    "DELETE FROM arrival WHERE number = 5",
    "DELETE FROM arrival",
    "DELETE FROM arrival_signature",
    "DELETE FROM arrival; DELETE FROM arrival_signature",
    "UPDATE arrival_signature SET entry = entry + 1",
    "UPDATE arrival_signature SET entry = 2",
    sign,
  ]
  const bins = file.urn.arrivals.all()
  const signature = file.urn.arrivals.signature()
  for (const sql of moved) {
    withoutTriggers(db, () => {
      db.exec(sql)
    })
    expect(
      refusalOf(() => arrivalsOf(file, election.now)),
      sql,
    ).toMatchObject(refused)
    // The booth proves what it continues: the last bin, with the signature.
    const made = ballots.made
    if (!/number = [13]|;/.test(sql))
      expect(
        refusalOf(() => cast()),
        sql,
      ).toMatchObject(refused)
    ballots.made = made
    withoutTriggers(db, () => {
      db.exec("DELETE FROM arrival")
      for (const bin of bins) file.urn.arrivals.insert(bin)
    })
    if (signature !== undefined) file.urn.arrivals.sign(signature)
    expect(arrivalsOf(file, election.now)?.bins, sql).toHaveLength(5)
  }
})

test("a suspension is reported before the next ballot comes", () => {
  begin()
  after(2)
  cast(11)
  after(3)
  election.decide("suspend", { reason: "power" })
  after(9)
  expect(stored()).toEqual([[0, 5, 11]])
  expect(arrivalsOf(election.file, election.now)?.bins).toEqual([
    { from: hours.opens, to: hours.opens + 3 * minute, ballots: 11 },
    { from: hours.opens + 3 * minute, to: hours.opens + 9 * minute, ballots: 0 },
  ])
})

test("bins that contradict the ballots are refused", () => {
  begin()
  after(2)
  cast(10)
  after(12)
  cast(10)
  const { file } = election
  const { db } = file.store
  expect(() => db.exec("UPDATE arrival SET ballots = 12 WHERE number = 1")).toThrow("only the last bin")
  expect(() => db.exec("DELETE FROM arrival")).toThrow("never deleted")
  for (const [set, at] of [
    ["ballots = 40 WHERE number = 3", "3"],
    ["began = began + 60000 WHERE number = 2", "2"],
    ["height = 3 WHERE number = 2", "2"],
    ["number = 9 WHERE number = 3", "9"],
  ] as const) {
    const rows = file.urn.arrivals.all()
    withoutTriggers(db, () => {
      db.exec(`UPDATE arrival SET ${set}`)
    })
    expect(refusalOf(() => arrivalsOf(file, election.now))).toMatchObject({
      code: "election-file-altered",
      params: { part: "arrivals", at },
    })
    withoutTriggers(db, () => {
      db.exec("DELETE FROM arrival")
      for (const row of rows) file.urn.arrivals.insert(row)
    })
  }
  withoutTriggers(db, () => {
    db.exec("UPDATE arrival SET ballots = 400 WHERE number = 3")
  })
  after(20)
  expect(refusalOf(() => cast())).toMatchObject({ code: "election-file-altered", params: { part: "arrivals" } })
})
