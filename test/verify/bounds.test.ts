import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { describe, expect, test } from "vitest"
import { readArchive } from "../../src/belenios/archive-items.ts"
import { archiveEntries, archiveHeader, type ArchiveRecord } from "../../src/belenios/archive.ts"
import { appendEvent, type ArchiveHead, type EventContent } from "../../src/belenios/chain.ts"
import { makeElection, maxElectionBytes, parseElection } from "../../src/belenios/election.ts"
import { generator } from "../../src/belenios/group.ts"
import { parseOwned, parseSizedEncryptedTally } from "../../src/belenios/payload.ts"
import { maxTrusteesBytes, parseTrustees } from "../../src/belenios/trustees.ts"
import { compareFiles } from "../../src/bundle/layout.ts"
import { concat, utf8 } from "../../src/core/bytes.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import type { ActEvent } from "../../src/journal/event.ts"
import { diskFiles } from "../../src/terminal/files.ts"
import { readArchiveFacts } from "../../src/verify/archive/chain.ts"
import { beginBallots, checkAllBallots } from "../../src/verify/ballots/ballots.ts"
import { readActEvent } from "../../src/verify/journal/act-entries.ts"
import type { HeadClaim } from "../../src/verify/journal/head-claims.ts"
import { emptyHistory } from "../../src/verify/journal/history.ts"
import { openReport } from "../../src/verify/open-report.ts"
import { memorySource, openSource, streamSource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { tarBytes } from "../campaign/mutants/mutant.ts"
import { nobodyListed } from "../support/audits.ts"
import { processorTime } from "../support/processor-time.ts"
import { tell } from "../support/story.ts"
import { tools, uncancelled } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

/** Runs to the end of a generator. What it gives may be long: only its number comes back. */
async function drained(remarks: AsyncIterable<unknown> | Iterable<unknown>): Promise<number> {
  let count = 0
  for await (const remark of remarks) count += remark === undefined ? 0 : 1
  return count
}

/**
 * Measures the milliseconds of some work. The limits below are ten times what is needed, and a tenth of what it once
 * took.
 */
async function duration(work: () => unknown): Promise<number> {
  const spent = processorTime()
  await work()
  return spent()
}

/** Makes an archive of a setup and ballots of any bytes. */
function archiveOf(election: Uint8Array, ballots: readonly Uint8Array[]): Uint8Array {
  const records: ArchiveRecord[] = []
  let head: ArchiveHead | undefined
  const append = (content: EventContent) => {
    const appended = appendEvent(head, content)
    records.push(...appended.records)
    head = appended.head
  }
  append({ type: "Setup", election, trustees: utf8("[]"), credentials: utf8("[]") })
  for (const ballot of ballots) append({ type: "Ballot", ballot })
  return concat(archiveHeader(0), archiveEntries(records, 0))
}

function lastHash(archive: Uint8Array): string {
  const last = [...readArchive(archive)].at(-1)
  return last !== undefined && "hash" in last ? last.hash : ""
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}

describe("a hostile record", () => {
  test("has its claims about the archive compared once, not for each event", async () => {
    const [events, acts] = [500, 2000]
    const archive = archiveOf(
      utf8("{}"),
      Array.from({ length: events }, (_, index) => utf8(String(index))),
    )
    let looks = 0
    const more = Array.from({ length: acts }, (_, index): HeadClaim => {
      return {
        at: "act:1",
        head: "",
        get height() {
          looks++
          return 10_000 + ((index * 7919) % acts)
        },
      }
    })
    await readArchiveFacts(once(archive), { claims: [], more, trackers: new Set() }, openReport())
    // Sorting looks at each some twenty times; looking at all of them at each event would make a million.
    expect(looks).toBeLessThan(100_000)
  })

  test("may have an act with a hundred thousand signatures, which is read like any other", async () => {
    const history = emptyHistory()
    const [at, act, text] = ["2026-11-01T09:00:00Z", 1, `sha256:${"0".repeat(64)}`] as const
    const papers = { acts: new Map(), unread: new Set<number>() }
    const events: ActEvent[] = [
      { type: "act.proposed", at, act, kind: "constitute", text },
      ...Array.from({ length: 100_000 }, (_, index) => ({ type: "act.signed", at, act, member: `m${index}` }) as const),
    ]
    const report = openReport()
    expect(
      await duration(() => {
        for (const event of events) readActEvent(history, event, "journal:1", papers, report)
      }),
    ).toBeLessThan(2000)
    expect(report.outcomes.findings).toMatchObject([{ code: "ACT_UNRECORDED" }])
  })

  test("gains nothing from unreadable ballots, whose missing answers cost nothing", async () => {
    const answers = Array.from({ length: 100_000 }, (_, index) => String(index))
    const question = { question: "?", answers, blank: false, min: 0, max: 1 }
    const uuid = "4nPVWowQtAwLwB"
    const election = makeElection({ description: "", name: "", questions: [question], uuid, publicKey: generator })
    const archive = archiveOf(
      election.body,
      Array.from({ length: 300 }, (_, index) => utf8(String(index))),
    )
    const context = nobodyListed(election, 300)
    const sent = { election, weights: () => 1n, present: 300, head: lastHash(archive), key: new Uint8Array(32) }
    const time = duration(async () => {
      const { outputs } = await beginBallots(once(archive), sent, tools.pool)
      await checkAllBallots(outputs, context, openReport())
    })
    expect(await time).toBeLessThan(5000)
  })

  test("cannot exchange its archive between the reading of the chain and that of the ballots", async () => {
    const question = { question: "?", answers: ["Ada"], blank: false, min: 0, max: 1 }
    const uuid = "4nPVWowQtAwLwB"
    const election = makeElection({ description: "", name: "", questions: [question], uuid, publicKey: generator })
    const [first, second] = ["1", "2"].map((ballot) => archiveOf(election.body, [utf8(ballot)])) as [
      Uint8Array,
      Uint8Array,
    ]
    const read = async (archive: Uint8Array) => {
      const sent = { election, weights: () => 1n, present: 1, head: lastHash(first), key: new Uint8Array(32) }
      await drained((await beginBallots(once(archive), sent, tools.pool)).outputs)
    }
    await read(first)
    for (const other of [second, first.slice(0, -1), first.slice(0, -1024)]) {
      await expect(read(other)).rejects.toMatchObject({ code: "file-unreadable", params: { cause: "ESTALE" } })
    }
  })

  test("is read a few times if it is a tar, not once for each of its files", async () => {
    const story = tell({}, { short: true, small: true, until: "open" })
    const files = new Map(story.files)
    for (let size = 1000; size < 1500; size++) files.set(`checkpoints/000${size}00.txt`, new Uint8Array(1000))
    const tar = tarBytes(new Map([...files].sort(([a], [b]) => compareFiles(a, b))), 0)
    let given = 0
    async function* blocks() {
      for (let at = 0; at < tar.length; at += 16_384) {
        const block = tar.subarray(at, at + 16_384)
        given += block.length
        yield await Promise.resolve(block)
      }
    }
    const source = await streamSource(blocks)
    expect(source.faults).toBeUndefined()
    await verify(source, nothing, tools)
    expect(given / tar.length).toBeLessThan(8)
  })

  test("has texts of a megabyte cut in the report", async () => {
    const story = tell(
      {
        act: (act) =>
          act.kind === "seal"
            ? { ...act, statements: act.statements.map(({ key }) => ({ key, value: "x".repeat(100_000) })) }
            : act,
      },
      { short: true, until: "sealed" },
    )
    const { findings } = await verify(memorySource(story.files), nothing, tools)
    expect(findings.length).toBeGreaterThan(4)
    expect(JSON.stringify(findings).length).toBeLessThan(10_000)
    expect(JSON.stringify(findings)).toContain(`${"x".repeat(500)}…`)
  })

  test.each<[string, string]>([
    ["keys", Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join("\n")],
    ["nesting", "[".repeat(100_000)],
    ["aliases", `a: &a [${"x,".repeat(1000)}]\nb: [${"*a,".repeat(20_000)}]`],
    ["answers", `questions: [{question: q, answers: [${"a,".repeat(50_000)}]}]`],
    ["members", `authority: {members: [${"{id: a, name: b},".repeat(7000)}]}`],
    ["anything too long", "x".repeat(1 << 22)],
  ])("may have a definition full of %s", async (_, text) => {
    expect(
      await duration(() => {
        expect(parseDefinition(text)).toHaveProperty("findings")
      }),
    ).toBeLessThan(20_000)
  })

  test("has numbers of a million digits refused unread", () => {
    const digits = "9".repeat(1_000_000)
    const hash = "0".repeat(64)
    const sized = (count: string, weight: string) =>
      parseSizedEncryptedTally(utf8(`{"num_tallied":${count},"total_weight":${weight},"encrypted_tally":"${hash}"}`))
    expect(sized("1", `"${digits}"`)).toBeUndefined()
    expect(sized(digits, "1")).toBeUndefined()
    expect(parseOwned(utf8(`{"owner":${digits},"payload":"${hash}"}`))).toBeUndefined()
    // Nothing may weigh more than this.
    expect(sized("100000000000", '"100000000000"')).toMatchObject({ totalWeight: 100_000_000_000n })
  })

  test("has elections and trustees beyond any size refused unread", () => {
    const tooLarge = { path: "", rule: "size" }
    expect(parseElection(new Uint8Array(maxElectionBytes + 1), "x").findings).toMatchObject([{ params: tooLarge }])
    expect(parseTrustees(new Uint8Array(maxTrusteesBytes + 1), "x").findings).toMatchObject([{ params: tooLarge }])
  })

  test("may hold files without end, which are not read", async () => {
    const folder = mkdtempSync(join(tmpdir(), "urne-"))
    try {
      for (const [name, bytes] of tell({}, { short: true, until: "constituted" }).files) {
        if (!name.includes("/")) writeFileSync(join(folder, name), bytes)
      }
      execFileSync("mkfifo", [join(folder, "result.csv")])
      symlinkSync("/dev/zero", join(folder, "result.json"))
      symlinkSync("nothing", join(folder, "reserve-keys.json"))
      const world = { files: diskFiles(folder, Readable.from([]), uncancelled), signal: uncancelled }
      const { findings } = await verify(await openSource(world, "."), nothing, tools)
      const unknown = findings.filter(({ code }) => code === "FILE_UNKNOWN").map(({ at }) => at)
      expect(unknown).toEqual(["reserve-keys.json", "result.csv", "result.json"])
      await expect(openSource(world, "result.csv")).rejects.toMatchObject({ code: "file-unreadable" })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
