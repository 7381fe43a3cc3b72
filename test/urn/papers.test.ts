import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { maxBallotBytes } from "../../src/belenios/ballot.ts"
import { publicCredentialsBody } from "../../src/belenios/public-credentials.ts"
import { concat, utf8, utf8Text } from "../../src/core/bytes.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import { credentialListBlocks } from "../../src/credentials/public-list.ts"
import { type Batch, batchText, openBatch, parseBatch, signBatch } from "../../src/notes/batch.ts"
import { originOf } from "../../src/notes/checkpoint.ts"
import { verifierOf } from "../../src/notes/key.ts"
import { hourText } from "../../src/urn/hour-text.ts"
import { ballotLines, measureBallots } from "../../src/urn/intake/read.ts"
import { requireAdmission } from "../../src/urn/voting-hours.ts"
import { keyNamed, siteKey } from "./test-election.ts"

async function* inBlocks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    yield await Promise.resolve(bytes.subarray(at, at + size))
    at += size
  }
}

async function collected<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 })

describe("the lines of a file of ballots", () => {
  test("are the same in whatever blocks the file arrives, and are counted as they are read", async () => {
    const text = fc
      .array(fc.constantFrom("a", "bc", "é", "\n", "\n\n", "\r"), { maxLength: 30 })
      .map((parts) => parts.join(""))
    await fc.assert(
      fc.asyncProperty(text, sizes, async (content, cut) => {
        const bytes = utf8(content)
        const expected =
          content === ""
            ? []
            : content
                .replace(/\n$/, "")
                .split("\n")
                .map((line) => line.replace(/\r$/, ""))
        const read = await collected(ballotLines(inBlocks(bytes, cut)))
        expect(read.map(({ body }) => utf8Text(body))).toEqual(expected)
        expect(read.map(({ line }) => line)).toEqual(expected.map((_, index) => index + 1))
        const { count, sha256 } = await measureBallots(inBlocks(bytes, cut))
        expect([count, sha256]).toEqual([expected.length, sha256Hex(bytes)])
      }),
    )
  })

  test("take no more memory than a ballot may, however long they are", async () => {
    const long = new Uint8Array(3_000_000).fill(97)
    const bytes = concat(utf8("x\n"), long, utf8("\ny"))
    const read = await collected(ballotLines(inBlocks(bytes, [65_536])))
    expect(read.map(({ body }) => body.length)).toEqual([1, maxBallotBytes + 1, 1])
    // A line that travels to another thread takes nothing else along.
    expect(read.every(({ body }) => body.buffer.byteLength <= maxBallotBytes + 1)).toBe(true)
  })
})

describe("the note of a batch", () => {
  const batch: Batch = {
    rehearsal: false,
    uuid: "9xDrMnXn4cUuGk",
    channel: "site",
    number: 12,
    previous: `sha256:${sha256Hex("before")}`,
    count: 500,
    sha256: sha256Hex("ballots"),
  }

  test("has seven lines, signed by the channel", () => {
    const source = signBatch(batch, siteKey)
    expect(source.split("\n\n")[0]?.split("\n")).toEqual([
      ...["urne batch v1", "election 9xDrMnXn4cUuGk", "channel site", "batch 12", `previous ${batch.previous ?? ""}`],
      ...["count 500", `sha256 ${batch.sha256}`],
    ])
    expect(openBatch(source, batch, verifierOf(siteKey))).toEqual({ batch })
    const { previous, ...rest } = batch
    expect(parseBatch(batchText({ ...rest, rehearsal: true, previous: undefined }))).toEqual({
      ...rest,
      rehearsal: true,
      previous: undefined,
    })
    expect(previous).toBeDefined()
  })

  test("is read back to the same text, and any changed character is noticed", () => {
    const source = signBatch(batch, siteKey)
    const key = verifierOf(siteKey)
    fc.assert(
      fc.property(fc.nat(source.length - 1), fc.constantFrom("0", "a", " ", "\n", "é"), (at, character) => {
        fc.pre(source[at] !== character)
        expect(openBatch(source.slice(0, at) + character + source.slice(at + 1), batch, key)).toHaveProperty("fault")
      }),
    )
    for (const text of ["number 0", "batch 012", "batch 1e3"])
      expect(parseBatch(batchText(batch).replace("batch 12", text))).toBeUndefined()
  })

  test("is refused with another key, election or channel, and between rehearsals and elections", () => {
    const key = verifierOf(siteKey)
    expect(openBatch(signBatch(batch, keyNamed("x")), batch, key)).toEqual({ fault: "unsigned" })
    expect(openBatch(signBatch(batch, siteKey), { ...batch, uuid: "8xDrMnXn4cUuGk" }, key)).toEqual({ fault: "origin" })
    expect(openBatch(signBatch(batch, siteKey), { ...batch, rehearsal: true }, key)).toEqual({ fault: "origin" })
    expect(openBatch(signBatch(batch, siteKey), { ...batch, channel: "office" }, key)).toEqual({ fault: "channel" })
    expect(originOf(batch.uuid, true)).not.toBe(originOf(batch.uuid, false))
  })
})

test("the list of credentials is written in blocks as the protocol writes it at once", () => {
  const credential = fc.record({
    key: fc.nat(0xffff).map((n) => sha256Hex(String(n))),
    weight: fc.constantFrom(1n, 2n, 10_000_000_000n),
  })
  fc.assert(
    fc.property(fc.array(credential, { maxLength: 20 }), (list) => {
      const weighted = list.some(({ weight }) => weight !== 1n)
      expect(concat(...credentialListBlocks(list, weighted))).toEqual(publicCredentialsBody(list))
    }),
  )
  const long = Array.from({ length: 4001 }, (_, n) => ({ key: sha256Hex(String(n)), weight: 1n }))
  expect([...credentialListBlocks(long, false)]).toHaveLength(3)
  expect(concat(...credentialListBlocks(long, false))).toEqual(publicCredentialsBody(long))
})

describe("hours", () => {
  test("are read as local time in the election's zone or in UTC", () => {
    expect(hourText("2014-11-28T20:00", "Europe/Paris", "en", "--opens")).toBe("2014-11-28T19:00:00Z")
    expect(hourText("2014-07-28T20:00", "Europe/Paris", "en", "--opens")).toBe("2014-07-28T18:00:00Z")
    expect(hourText("2014-11-28T20:00:00Z", "Europe/Paris", "en", "--opens")).toBe("2014-11-28T20:00:00Z")
    expect(hourText("28 November 2014 8 pm", "Europe/Paris", "en", "--opens")).toBe("2014-11-28T19:00:00Z")
    expect(hourText("11/12/2014 20 h 30", "Europe/Paris", "fr", "--opens")).toBe("2014-12-11T19:30:00Z")
  })

  test.each([
    "2014-11-28",
    "20:00",
    // English readers disagree which of two days this is.
    "11/12/2014 20:00",
    "2014-03-30T02:30",
    "2014-10-26T02:30",
    "2014-11-31T10:00",
    "2014-11-28T20:00+01:00",
  ])("%s is not an hour", (text) => {
    expect(() => hourText(text, "Europe/Paris", "en", "--opens")).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        params: { option: "--opens", value: text, wanted: { form: "hour", zone: "Europe/Paris" } },
      }),
    )
  })

  test("law: a ballot is in time only if it began before the hour and came before the end of the grace", () => {
    const closes = Date.UTC(2014, 10, 29, 19)
    const open = { type: "urn.opened", phase: "open", at: "", closes: "2014-11-29T19:00:00Z", ballots: 0 } as const
    const instant = fc.integer({ min: -120, max: 120 }).map((minutes) => closes + minutes * 60_000)
    fc.assert(
      fc.property(instant, instant, fc.integer({ min: 0, max: 90 }), (now, began, grace) => {
        const inTime = now < closes || (began < closes && now < closes + grace * 60_000)
        const admitted = () => requireAdmission(open, now, grace, { began })
        if (inTime) expect(admitted()).toEqual({ inGrace: now >= closes })
        else expect(admitted).toThrow(expect.objectContaining({ code: "vote-over" }))
        expect(requireAdmission(open, now, grace, "announced")).toEqual({ inGrace: now >= closes })
      }),
    )
  })
})
