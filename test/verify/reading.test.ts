import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { pointText } from "../../src/belenios/group.ts"
import { type PublicCredential, sortCredentials } from "../../src/belenios/public-credentials.ts"
import { concat } from "../../src/core/bytes.ts"
import { sha256 } from "../../src/core/hash.ts"
import type { Files } from "../../src/core/world.ts"
import { credentialList } from "../../src/verify/archive/credential-list.ts"
import { fingerprints } from "../../src/verify/ballots/fingerprints.ts"
import { isTracker, readFingerprint } from "../../src/verify/expectations.ts"
import { exitOf, type Report } from "../../src/verify/report/report.ts"
import { memorySource, openSource, type Source, streamSource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { tarBytes, tarTime } from "../campaign/mutants/mutant.ts"
import { type Story, tell } from "../support/story.ts"
import { tools, uncancelled } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

async function contentOf(source: Source, name: string): Promise<Uint8Array> {
  const blocks: Uint8Array[] = []
  for await (const block of source.stream(name)) blocks.push(block)
  return concat(...blocks)
}

describe("sources", () => {
  const story = tell({}, { short: true, small: true, until: "open" })
  const tar = tarBytes(story.files, tarTime(story))

  async function* inBlocks(size: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < tar.length; at += size) yield await Promise.resolve(tar.subarray(at, at + size))
  }

  test("law: a tar has the same files in whatever blocks it arrives", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3000 }), async (size) => {
        const source = await streamSource(() => inBlocks(size))
        expect(source.faults).toBeUndefined()
        expect([...source.names]).toEqual([...story.files.keys()])
        for (const name of ["README.txt", "journal.jsonl", "manifest.sha256"]) {
          expect(await contentOf(source, name)).toEqual(story.files.get(name))
        }
      }),
      { numRuns: 25 },
    )
  })

  test("a folder is read without writing anything", async () => {
    const refuse = () => Promise.reject(new Error("written"))
    const inFolder = (folder: string) => [...story.files.keys()].filter((name) => name.startsWith(folder))
    const files: Files = {
      read: refuse,
      requireWritable: refuse,
      condition: refuse,
      setAside: refuse,
      target: refuse,
      writeWhole: refuse,
      writeFolder: refuse,
      remove: refuse,
      inWorkshop: refuse,
      place: refuse,
      kind: (path) =>
        Promise.resolve(path === "record" || inFolder(`${path.slice(7)}/`).length > 0 ? "folder" : "file"),
      list: (path) => {
        const prefix = path === "record" ? "" : `${path.slice(7)}/`
        return Promise.resolve(
          [...new Set(inFolder(prefix).map((name) => name.slice(prefix.length).split("/")[0] ?? ""))].sort(),
        )
      },
      stream: (path) => memorySource(story.files).stream(path.slice(7)),
    }
    const report = await verify(await openSource({ files, signal: uncancelled }, "record"), nothing, tools)
    expect([report.verdict, report.final]).toEqual(["CONSISTENT", false])
  })
})

describe("reports", () => {
  const report = (story: Story, asked = {}) => verify(memorySource(story.files), { ...nothing, ...asked }, tools)

  test("a receipt's answer says whether its ballot counts or was replaced", async () => {
    const story = tell({}, { short: true, until: "open" })
    const receipts = story.receipts.map((source, index) => ({ path: `receipt ${index}`, source }))
    const { asked, verdict } = await report(story, { receipts, trackers: [story.trackers[0] ?? ""] })
    expect(verdict).toBe("CONSISTENT")
    expect(asked).toEqual(story.trackers.map((tracker, index) => ({ tracker, height: index + 1, state: "counts" })))
  })

  test("checkpoints of an earlier day are found in the record", async () => {
    const earlier = tell({}, { short: true, until: "sealed" })
    const checkpoints = [...earlier.files].flatMap(([path, bytes]) =>
      path.startsWith("checkpoints/") ? [{ path, source: Buffer.from(bytes).toString() }] : [],
    )
    expect(checkpoints.length).toBeGreaterThan(2)
    const { verdict, checks } = await report(tell({}, { short: true, until: "open" }), { checkpoints })
    expect(verdict).toBe("CONSISTENT")
    expect(checks.find(({ check }) => check === "A7")).toMatchObject({ status: "done", checked: checkpoints.length })
  })

  test("a check that was not made is never a pass", async () => {
    const story = tell({}, { short: true, until: "open" })
    // The pool loses the ballots that it is given, as a build without checks would.
    const stop = () => Promise.resolve()
    const begin = () => Promise.resolve({ outputs: nobody(), stop })
    const pool = { run: () => nobody(), begin, close: stop } as unknown as typeof tools.pool
    const { verdict, findings, checks } = await verify(memorySource(story.files), nothing, { ...tools, pool })
    expect(findings).toEqual([])
    expect(verdict).toBe("PARTIAL")
    const missed = checks.filter(({ status }) => status === "not-run").map(({ check }) => check)
    expect(missed).toEqual(expect.arrayContaining(["E3", "E4", "E5", "E6", "K8", "K9"]))
  })

  async function* nobody(): AsyncGenerator<never> {
    await Promise.resolve()
  }

  test.each<[Partial<Report>, boolean, 0 | 5]>([
    [{ verdict: "VERIFIED", final: true }, true, 0],
    [{ verdict: "VERIFIED", final: false }, false, 0],
    [{ verdict: "VERIFIED", final: false }, true, 5],
    [{ verdict: "ARCHIVE VERIFIED", final: true }, true, 0],
    [{ verdict: "PARTIAL", final: true }, false, 5],
    [{ verdict: "INVALID", final: true }, false, 5],
    [{ verdict: "VERIFIED", final: true, unconfirmed: [{}] as unknown as Report["unconfirmed"] }, false, 5],
  ])("%j, final asked %s: exit %i", (part, final, exit) => {
    expect(exitOf({ unconfirmed: [], ...part } as Report, final)).toBe(exit)
  })
})

describe("small things", () => {
  test.each([
    ["AB12 cd34 ef56 ab78 ab12 cd34 ef56 ab78", "ab12cd34ef56ab78ab12cd34ef56ab78"],
    [`sha256:${"0f".repeat(32)}`, "0f".repeat(32)],
    ["ab12-cd34-ef56-ab78-ab12-cd34-ef56-ab78", "ab12cd34ef56ab78ab12cd34ef56ab78"],
    ["ab12", undefined],
    ["0".repeat(33), undefined],
    ["zz12 cd34 ef56 ab78 ab12 cd34 ef56 ab78", undefined],
  ])("the fingerprint %s is %s", (text, digits) => {
    expect(readFingerprint(text)).toBe(digits)
  })

  test("a tracker has 43 characters of base64", () => {
    expect(["A".repeat(43), "A".repeat(42), `${"A".repeat(42)}=`].map(isTracker)).toEqual([true, false, false])
  })

  test("law: items that occur twice are found, with the first like them", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 3000 }), (things) => {
        const seen = fingerprints()
        for (let from = 0; from < things.length; from += 7) {
          seen.add(BigUint64Array.from(things.slice(from, from + 7).map(BigInt)))
        }
        const expected = things.flatMap((thing, index) => {
          const first = things.indexOf(thing)
          return first < index ? [{ index, first }] : []
        })
        expect([...seen.repeated()]).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })

  test("law: a credential is found by its key, whatever the list", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1_000_000), { maxLength: 200 }), fc.boolean(), (numbers, weighted) => {
        const made = numbers.map((number): PublicCredential => {
          return { key: pointText(sha256(String(number))), weight: weighted ? BigInt(number) : 1n }
        })
        const list = credentialList(sortCredentials(made))
        for (const { key, weight } of made) {
          const rank = list.rankOf(key)
          expect(rank).toBeDefined()
          expect(list.weightOf(rank ?? 0)).toBe(weight)
          list.cast(rank ?? 0, 7)
        }
        expect(list.rankOf(pointText(sha256("stranger")))).toBeUndefined()
        expect(list.rankOf("no key")).toBeUndefined()
        expect(new Set(made.map(({ key }) => list.rankOf(key))).size).toBe(made.length)
      }),
      { numRuns: 50 },
    )
  })
})
