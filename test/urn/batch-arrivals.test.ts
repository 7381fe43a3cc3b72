import * as fc from "fast-check"
import { afterEach, describe, expect, test } from "vitest"
import { ballotsApart } from "../../src/journal/dating.ts"
import { type Batch, batchText, openBatch, parseBatch, signBatch } from "../../src/notes/batch.ts"
import { type BatchBin, binFault, binText, leastBin, parseBin, placeFault } from "../../src/notes/batch-arrivals.ts"
import { verifierOf } from "../../src/notes/key.ts"
import { announceBatches, makeBatchNote } from "../../src/urn/announce-operations.ts"
import { binLength } from "../../src/urn/arrival-operations.ts"
import { ballotSource } from "../../src/urn/intake/read.ts"
import { stored } from "../support/evenings.ts"
import { refusalOfPromise } from "../support/refusal.ts"
import { hours, siteKey, TestElection, uuid } from "./test-election.ts"

const minute = 60_000
const bin = (from: number, to: number, ballots: number): BatchBin => ({
  from: hours.opens + from * minute,
  to: hours.opens + to * minute,
  ballots,
})
const count = (bins: readonly BatchBin[]) => bins.reduce((sum, { ballots }) => sum + ballots, 0)

test("bins of a channel are of the length and size of those of the booth", () => {
  expect(leastBin).toEqual({ length: binLength, ballots: ballotsApart })
})

describe("bins of arrivals", () => {
  test("law: what the urn would store is sound, and any bin that is changed is found", () => {
    const counts = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 })), { minLength: 2, maxLength: 60 })
    fc.assert(
      fc.property(counts, fc.nat(), fc.constantFrom<keyof BatchBin>("from", "to", "ballots"), (all, place, field) => {
        const bins = stored([...all, 10])
        expect(binFault(bins, count(bins))).toBeUndefined()
        const at = place % bins.length
        const changed = bins.map((one, i) => (i === at ? { ...one, [field]: one[field] + 1 } : one))
        // The beginning of the first and the end of the last are bounded by the vote alone.
        fc.pre(!(field === "from" && at === 0) && !(field === "to" && at === bins.length - 1))
        expect(binFault(changed, count(bins))).toBeDefined()
      }),
    )
  })

  test.each([
    ["length", [bin(0, 4, 0)], 0, 1],
    ["few", [bin(0, 5, 10), bin(5, 10, 9)], 19, 2],
    ["gap", [bin(0, 5, 10), bin(6, 11, 0)], 10, 2],
    ["gap", [bin(0, 5, 10), bin(4, 9, 0)], 10, 2],
    ["sum", [bin(0, 5, 10), bin(5, 10, 0)], 11, 2],
    ["many", Array.from({ length: 1001 }, (_, i) => bin(5 * i, 5 * i + 5, 0)), 0, 1001],
  ] as const)("that break the rule “%s” are named", (rule, bins, ballots, place) => {
    expect(binFault(bins, ballots)).toEqual({ bin: place, rule })
  })

  test("have to lie within the vote, after those of earlier batches", () => {
    const vote = { opens: hours.opens, until: hours.graceEnds }
    expect(placeFault([bin(0, 5, 0)], vote)).toBeUndefined()
    expect(placeFault([bin(0, 5, 0), bin(5, 1471, 0)], vote)).toEqual({ bin: 2, rule: "hours" })
    expect(placeFault([bin(-5, 0, 0)], vote)).toEqual({ bin: 1, rule: "hours" })
    expect(placeFault([bin(5, 10, 0)], { ...vote, ended: hours.opens + 5 * minute })).toBeUndefined()
    expect(placeFault([bin(5, 10, 0)], { ...vote, ended: hours.opens + 6 * minute })).toEqual({
      bin: 1,
      rule: "overlap",
    })
  })

  test("are read as they are written, and in no other way", () => {
    expect(parseBin(binText(bin(0, 5, 12)))).toEqual(bin(0, 5, 12))
    for (const text of [
      "",
      "2014-11-28T19:00:00Z 2014-11-28T19:05:00Z 012",
      "2014-11-28T19:00Z 2014-11-28T19:05:00Z 1",
    ]) {
      expect(parseBin(text)).toBeUndefined()
    }
  })
})

describe("a note of version 2", () => {
  const { previous, ...head }: Batch = {
    ...{ rehearsal: false, uuid, channel: "site", number: 1, previous: undefined, count: 12 },
    ...{ sha256: "0".repeat(64), arrivals: [bin(0, 5, 12), bin(5, 10, 0)] },
  }
  const batch: Batch = { ...head, previous }

  test("has a line a bin after the seven of version 1", () => {
    const text = batchText(batch)
    expect(text.split("\n").slice(0, 1)).toEqual(["urne batch v2"])
    expect(text.split("\n").slice(7)).toEqual([
      "arrivals 2014-11-28T19:00:00Z 2014-11-28T19:05:00Z 12",
      "arrivals 2014-11-28T19:05:00Z 2014-11-28T19:10:00Z 0",
      "",
    ])
    expect(openBatch(signBatch(batch, siteKey), batch, verifierOf(siteKey))).toEqual({ batch })
  })

  test("is not one of version 1 with bins, nor one without any", () => {
    const text = batchText(batch)
    expect(parseBatch(text.replace("v2", "v1"))).toBeUndefined()
    expect(parseBatch(text.replace(/arrivals .*\n/g, ""))).toBeUndefined()
    expect(parseBatch(text.replace(" 12\n", " 012\n"))).toBeUndefined()
    expect(parseBatch(text.replace("v2", "v3"))).toBeUndefined()
    const { arrivals, ...plain } = batch
    expect(arrivals).toHaveLength(2)
    expect(parseBatch(batchText(plain))).toEqual(plain)
  })
})

describe("a channel that says when its ballots arrived", () => {
  let election: TestElection
  afterEach(() => {
    election.remove()
  })

  /** Makes the note of a batch of blank lines, which nobody looks at before it is imported. */
  async function note(number: number, lines: number, sheet?: string): Promise<void> {
    election.write(`${number}.jsonl`, "x\n".repeat(lines))
    const source = await ballotSource(`${number}.jsonl`, false, election.world)
    const path = `${number - 1}.note`
    const request = number === 1 ? { uuid, channel: "site" } : { previous: { path, note: election.read(path) } }
    const arrivals = sheet === undefined ? undefined : { path: `${number}.csv`, text: sheet }
    election.write(`${number}.note`, (await makeBatchNote(request, source, siteKey, arrivals)).note)
  }
  const sheet = (...bins: readonly BatchBin[]) =>
    ["from,to,ballots", ...bins.map((one) => binText(one).replaceAll(" ", ",")), ""].join("\r\n")
  const announce = (...numbers: readonly number[]) =>
    announceBatches(
      election.file,
      "site",
      numbers.map((number) => `${number}.note`),
      election.world,
    )
  const open = () => {
    election = new TestElection().open()
    election.now = hours.opens + 60 * minute
  }

  test("announces batches with and without that, in any order of announcement", async () => {
    open()
    await note(1, 12, `\ufeff${sheet(bin(0, 5, 12), bin(5, 20, 0))}`)
    await note(2, 3)
    await note(3, 10, sheet(bin(20, 30, 10)))
    expect(await announce(1, 3)).toMatchObject([{ number: 1 }, { number: 3 }])
    expect(await announce(2, 1)).toHaveLength(2)
  })

  test.each([
    ["no head", "2014-11-28T19:00:00Z,2014-11-28T19:05:00Z,12\n", 1, "form"],
    ["no bin", "from,to,ballots\n", 1, "form"],
    ["an hour in another form", "from,to,ballots\n20:00,20:05,12\n", 2, "form"],
    ["a blank line", `from,to,ballots\n${binText(bin(0, 5, 12)).replaceAll(" ", ",")}\n\n`, 3, "form"],
    ["a few ballots", sheet(bin(0, 5, 3), bin(5, 10, 9)), 2, "few"],
    ["a ballot too many", sheet(bin(0, 5, 13)), 2, "sum"],
  ])("is refused with a sheet that has %s, by its line", async (_, text, line, rule) => {
    open()
    expect(await refusalOfPromise(note(1, 12, text))).toMatchObject({
      code: "batch-arrivals",
      params: { path: "1.csv", line, rule },
    })
  })

  test("is refused with hours that its earlier batch has, also if that comes later", async () => {
    open()
    await note(1, 12, sheet(bin(0, 10, 12)))
    expect(await refusalOfPromise(note(2, 10, sheet(bin(9, 20, 10))))).toMatchObject({
      params: { line: 2, rule: "overlap" },
    })
    await note(2, 10)
    await note(3, 10, sheet(bin(5, 10, 10)))
    await announce(3)
    expect(await refusalOfPromise(announce(1))).toMatchObject({
      code: "batch-arrivals",
      params: { path: "1.note", line: 8, rule: "overlap" },
    })
    election.remove()
    open()
    await note(1, 12, sheet(bin(0, 10, 12)))
    await note(2, 10)
    await note(3, 10, sheet(bin(5, 10, 10)))
    await announce(1)
    expect(await refusalOfPromise(announce(3))).toMatchObject({ params: { path: "3.note", line: 8, rule: "overlap" } })
  })

  test("is refused with hours before the vote or still to come, and changes nothing", async () => {
    open()
    await note(1, 12, sheet(bin(-5, 5, 12)))
    const before = election.contents()
    expect(await refusalOfPromise(announce(1))).toMatchObject({ params: { line: 8, rule: "hours" } })
    await note(1, 12, sheet(bin(50, 60, 12), bin(60, 65, 0)))
    expect(await refusalOfPromise(announce(1))).toMatchObject({ params: { line: 9, rule: "hours" } })
    expect(election.contents()).toBe(before)
    election.now += 5 * minute
    expect(await announce(1)).toHaveLength(1)
  })

  test("is refused by an election of an older format, which has no such notes", async () => {
    election = new TestElection({ format: 2 }).open()
    election.now = hours.opens + 60 * minute
    await note(1, 12, sheet(bin(0, 5, 12)))
    expect(await refusalOfPromise(announce(1))).toMatchObject({ code: "batch-refused", params: { fault: "form" } })
  })
})
