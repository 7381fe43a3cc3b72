import { copyFileSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { enterSilences } from "../../src/availability/entered-operations.ts"
import { enteredSilences } from "../../src/availability/entered-queries.ts"
import { availabilityOf, enterableSilences } from "../../src/availability/queries.ts"
import { instantText } from "../../src/core/instant.ts"
import { type BatchBin, binText } from "../../src/notes/batch-arrivals.ts"
import { systemZoneOffset } from "../../src/terminal/zone.ts"
import { announceBatches, makeBatchNote } from "../../src/urn/announce-operations.ts"
import { admitBallots } from "../../src/urn/intake/admit-operations.ts"
import { ballotSource } from "../../src/urn/intake/read.ts"
import { TestWorld } from "../support/script.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { sealedBallot } from "../urn/opaque-ballots.ts"
import { acceptBallots, hours, keyNamed, siteKey, TestElection, uuid } from "../urn/test-election.ts"

const minute = 60_000
const members = 670

let election: TestElection
let next = 0
const worlds: TestWorld[] = []
afterEach(() => {
  election.remove()
  for (const world of worlds.splice(0)) world.remove()
})

const after = (minutes: number) => {
  election.now = hours.opens + minutes * minute
}

/** Has so many ballots accepted at the urn. Their content has nothing to do with when they came. */
function cast(count: number): void {
  const ballots = Array.from({ length: count }, () => sealedBallot(election, next++))
  acceptBallots(election.file, ballots, "booth", election.now, { began: election.now, urnKey: election.urnKey })
}

/** Has people vote from one minute after the opening to another, with so many ballots in five minutes. */
function voteBetween(from: number, to: number, ballots = 40): void {
  for (let at = from; at < to; at += 5) {
    after(at + 1)
    cast(ballots - 8)
    after(at + 4)
    cast(8)
  }
}

function begin(): void {
  next = 0
  const weights = Array.from({ length: members }, () => 1n)
  election = new TestElection({ weights, onDisk: true }).open(weights)
}

/** Copies the election as it is now to a terminal of its own. */
function terminal(): TestWorld {
  const world = new TestWorld()
  worlds.push(world)
  election.file.store.db.pragma("wal_checkpoint(TRUNCATE)")
  copyFileSync(join(election.folder, "election.urne"), join(world.cwd, "election.urne"))
  world.now = election.now
  return world
}

const availability = () => availabilityOf(election.file, election.now, systemZoneOffset, { undecidable: "no-register" })

describe("an evening in which no vote is recorded for an hour", () => {
  test("is shown while it lasts and afterwards, in both languages, as a picture and for a spreadsheet", async () => {
    begin()
    voteBetween(0, 55)
    after(100)
    const during = terminal()
    expect(await during.run("status"), during.err).toBe(0)
    expect(during.out).toContain("Apparent interruption of voting since 2014-11-28 20:55 (provisional)")
    expect(during.out).toContain("urne availability")
    expect(await during.run("--lang", "fr", "status"), during.err).toBe(0)
    expect(during.out.replaceAll(/[\u00a0\u202f]/g, " ")).toContain(
      "Interruption apparente des votes depuis le 28/11/2014 20:55 (provisoire)",
    )
    after(120)
    voteBetween(120, 175, 20)
    const world = terminal()
    expect(await world.run("availability", "--svg", "hours.svg", "--csv", "hours.csv"), world.err).toBe(0)
    expect(world.out).toMatch(/^apparent interruptions +1 h 5 min +arrivals/m)
    expect(world.out).toMatch(/^2014-11-28 20:55 +1 h 5 min +264 +0 +5 min +1 h 5 min +[0-9.]+e-\d+$/m)
    expect(world.out).toContain("Offered: at most 1 h 49 min of 2 h 54 min")
    expect(world.out).toContain("nothing can be said of failed probes.")
    expect(world.out).toMatch(/^apparent interruptions +\.+#+\.+$/m)
    expect(readFileSync(join(world.cwd, "hours.csv"), "utf8")).toMatch(
      /\r\napparent interruptions,2014-11-28T19:55:00Z,2014-11-28T21:00:00Z,3900,0,264,295,3900,20,\d+,[0-9.]+e-\d+\r\n/,
    )
    const picture = readFileSync(join(world.cwd, "hours.svg"), "utf8")
    expect(picture.match(/fill-opacity/g)).toHaveLength(1)
    expect(await world.run("--lang", "fr", "availability"), world.err).toBe(0)
    expect(world.out).toContain("Interruptions apparentes des votes")
    expect(world.out).toMatch(/^28\/11\/2014 20:55 /m)
    expect(world.out).not.toContain("2014-11-28")
    // No file is replaced, and none is written if another cannot be.
    expect(await world.run("availability", "--svg", "other.svg", "--csv", "hours.csv")).toBe(4)
    expect(() => readFileSync(join(world.cwd, "other.svg"))).toThrow()
  })

  test("is no interruption if the authority had suspended the vote, and is shown with the suspension", () => {
    begin()
    voteBetween(0, 55)
    after(55)
    election.decide("suspend", { reason: "The power failed" })
    after(115)
    election.decide("resume", { reason: "It is back" })
    election.decide("extend", { closes: instantText(hours.closes + 60 * minute), reason: "For the hour lost" })
    voteBetween(120, 140, 20)
    const { offered, arrivals, hours: told } = availability()
    expect(arrivals).toMatchObject({ state: "decided", silences: [] })
    expect(offered.rows.map(({ source, lost }) => [source, lost === null ? null : lost / minute])).toEqual([
      ["not-open", 0],
      ["suspension", 60],
      ["apparent-interruption", 0],
      ["failed-probe", null],
      ["declared-outage", null],
    ])
    expect(told).toMatchObject({
      promised: { from: hours.opens, to: hours.closes + 60 * minute },
      defined: { from: hours.opens, to: hours.closes },
      acts: { open: 3, suspend: [4], extend: [6] },
    })
  })
})

test("a suspension that nobody ends lasts to the close, and no hours are promised after an annulment", () => {
  begin()
  after(60)
  election.decide("suspend", { reason: "The power failed" })
  after(90)
  expect(availability().offered).toMatchObject({ promisedSoFar: 90 * minute, offered: 60 * minute })
  election.decide("annul", { reason: "It does not come back" })
  after(600)
  expect(availability().offered).toMatchObject({ promisedSoFar: 90 * minute, offered: 60 * minute })
})

test("arrivals that somebody changed are refused, and status works without them", async () => {
  begin()
  voteBetween(0, 15)
  withoutTriggers(election.file.store.db, () =>
    election.file.store.db.exec("UPDATE arrival SET ballots = 10000 WHERE number = 2"),
  )
  const world = terminal()
  expect(await world.run("availability")).toBe(4)
  expect(await world.run("status"), world.err).toBe(0)
  expect(world.err).toContain("arrival")
})

describe("what is entered in the register of an apparent interruption", () => {
  const enterable = () => enterableSilences(election.file, election.now, systemZoneOffset)
  const enter = () => enterSilences(election.file, enterable(), [keyNamed("a")], election.world)

  test("is entered once while it lasts and once when it is over, at any hour of the night", () => {
    begin()
    voteBetween(0, 55)
    after(57)
    expect(enter()).toEqual([])
    after(103)
    expect(enter()).toEqual([{ silence: 1, entry: 1 }])
    after(113)
    expect(enter()).toEqual([])
    after(120)
    voteBetween(120, 175, 20)
    expect(enter()).toEqual([{ silence: 2, entry: 2 }])
    expect(enter()).toEqual([])
    const opens = instantText(hours.opens + 55 * minute)
    expect(enteredSilences(election.file).map(({ entry }) => entry)).toMatchObject([
      { state: "provisional", from: opens, until: instantText(hours.opens + 100 * minute), rate: "before" },
      { state: "ended", from: opens, until: instantText(hours.opens + 120 * minute), rate: "after" },
    ])
  })

  test("does not depend on how many ballots wait for their bin, nor on how full the last one is", () => {
    const seen = [1, 4, 9].map((few) => {
      begin()
      voteBetween(0, 55, 55)
      after(60)
      cast(few)
      after(103)
      const waits = enterable()
      expect(waits.silences).toMatchObject([{ ballots: 9, provisional: true }])
      // The screen does say how many came.
      expect(availability().arrivals).toMatchObject({ silences: [{ ballots: few }] })
      election.remove()
      begin()
      voteBetween(0, 55, 55)
      after(121)
      cast(10 + few)
      after(122)
      const filling = enterable()
      election.remove()
      return [waits.silences, waits.bins, filling.silences, filling.bins]
    })
    expect(seen[1]).toEqual(seen[0])
    expect(seen[2]).toEqual(seen[0])
    begin()
  })

  test("takes its rates from no fewer ballots than the minimum cell", () => {
    begin()
    voteBetween(0, 55)
    after(100)
    const { definition } = election.file.election.get()
    const cell = (least: number) => ({
      ...election.file,
      election: {
        ...election.file.election,
        get: () => ({
          ...election.file.election.get(),
          definition: { ...definition, publish: { ...definition.publish, cell: least } },
        }),
      },
    })
    const found = (least: number) => enterableSilences(cell(least), election.now, systemZoneOffset).silences
    expect(found(30)).toHaveLength(1)
    expect(found(440)).toHaveLength(1)
    expect(found(441)).toEqual([])
  })
})

describe("a channel that signs when its ballots arrived", () => {
  /** Hands over ballots of the site as they would come in a batch, which holds as many lines. */
  async function batch(number: number, ballots: number, bins?: readonly BatchBin[]): Promise<void> {
    const sealed = Array.from({ length: ballots }, () => sealedBallot(election, next++))
    election.file.store.write(() => admitBallots(election.file, sealed, "site", election.now, "announced"))
    election.write(`${number}.jsonl`, "x\n".repeat(ballots))
    const source = await ballotSource(`${number}.jsonl`, false, election.world)
    const before = `${number - 1}.note`
    const request =
      number === 1 ? { uuid, channel: "site" } : { previous: { path: before, note: election.read(before) } }
    const lines = bins?.map((bin) => binText(bin).replaceAll(" ", ","))
    const sheet = lines && { path: "arrivals.csv", text: ["from,to,ballots", ...lines].join("\n") }
    election.write(`${number}.note`, (await makeBatchNote(request, source, siteKey, sheet)).note)
    await announceBatches(election.file, "site", [`${number}.note`], election.world)
  }
  const fives = (from: number, to: number, ballots: number): readonly BatchBin[] =>
    Array.from({ length: (to - from) / 5 }, (_, i) => ({
      from: hours.opens + (from + 5 * i) * minute,
      to: hours.opens + (from + 5 * i + 5) * minute,
      ballots,
    }))

  test("is judged by the same rule, in a row of its own that takes nothing off the hours offered", async () => {
    begin()
    after(181)
    const told = () => availability().channels
    expect(told()).toEqual([])
    await batch(1, 240, fives(0, 60, 20))
    expect(told()).toMatchObject([
      { channel: "site", ballots: 240, arrivals: { state: "not-decidable", ballots: 240, needed: 400 } },
    ])
    await batch(2, 240, [...fives(60, 120, 0), ...fives(120, 180, 20)])
    expect(told()).toMatchObject([
      {
        ...{ channel: "site", ballots: 480, until: hours.opens + 180 * minute },
        arrivals: {
          silences: [{ from: hours.opens + 60 * minute, to: hours.opens + 120 * minute, ballots: 0, expected: 240 }],
        },
      },
    ])
    const { offered } = availability()
    expect(offered.rows.find(({ source }) => source === "apparent-interruption")).toMatchObject({ lost: null })
    const world = terminal()
    expect(await world.run("availability", "--csv", "hours.csv"), world.err).toBe(0)
    expect(world.out).toMatch(/^apparent interruptions, channel site +1 h +arrivals that the channel signed, until /m)
    expect(world.out).toContain("Apparent interruptions of voting by the channel site")
    expect(world.out).toMatch(/^2014-11-28 21:00 +1 h +240 +0 +5 min +1 h +5\.3e-23$/m)
    expect(world.out).not.toContain("not decidable from here")
    expect(readFileSync(join(world.cwd, "hours.csv"), "utf8")).toContain(
      '\r\n"apparent interruptions, channel site",2014-11-28T20:00:00Z,2014-11-28T21:00:00Z,3600,0,240,300,3600,20,36,5.3e-23\r\n',
    )
    expect(await world.run("--lang", "fr", "availability"), world.err).toBe(0)
    expect(world.out).toContain("Interruptions apparentes des votes par le canal site")
    expect(await world.run("availability", "--json"), world.err).toBe(0)
    expect(JSON.parse(world.out)).toMatchObject({
      channels: [{ channel: "site", ballots: 480, state: "decided", interruptions: [{ expected: 240 }] }],
    })
  })

  test("cannot be judged where one of its notes does not say it, or where the bins of two leave a gap", async () => {
    begin()
    after(181)
    await batch(1, 240, fives(0, 60, 20))
    await batch(2, 240, fives(65, 125, 20))
    expect(availability().channels).toMatchObject([{ ballots: 480, arrivals: undefined }])
    await batch(3, 100)
    const world = terminal()
    expect(await world.run("availability"), world.err).toBe(0)
    expect(world.out).toMatch(/^apparent interruptions, channel site +not decidable +the channel did not sign when /m)
    expect(world.out).toContain("580 ballots were handed over in files by channels")
  })

  test("makes its note where it is, and is told which line of its sheet breaks the rule", async () => {
    begin()
    const world = terminal()
    for (const [name, content] of [
      ["p.txt", "one passphrase for it\n"],
      ["site.jsonl", "x\n".repeat(12)],
      ["good.csv", "from,to,ballots\n2014-11-28T19:00:00Z,2014-11-28T19:10:00Z,12\n"],
      [
        "bad.csv",
        "from,to,ballots\n2014-11-28T19:00:00Z,2014-11-28T19:05:00Z,4\n2014-11-28T19:05:00Z,2014-11-28T19:10:00Z,8\n",
      ],
    ] as const) {
      writeFileSync(join(world.cwd, name), content)
    }
    const key = ["--passphrase-file", "p.txt"]
    expect(await world.run("key", "new", "site", ...key), world.err).toBe(0)
    const note = ["ballots", "note", "site.jsonl", "--election", uuid, "--channel", "site", "--key", "site.key", ...key]
    expect(await world.run(...note, "--arrivals", "bad.csv")).toBe(3)
    expect(world.err).toContain("bad.csv, line 2: the bin holds fewer than ten ballots, and is not empty")
    expect(await world.run(...note, "--arrivals", "good.csv", "--json"), world.err).toBe(0)
    expect(JSON.parse(world.out)).toMatchObject({
      count: 12,
      bins: 1,
      note: expect.stringMatching(/^urne batch v2\n/) as string,
    })
    expect(await world.run(...note, "--json"), world.err).toBe(0)
    expect(JSON.parse(world.out)).toMatchObject({ bins: 0, note: expect.stringMatching(/^urne batch v1\n/) as string })
  })
})
