import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { UrneError } from "../../src/core/error.ts"
import type { Files } from "../../src/core/world.ts"
import { auditText, parseAudit, parsePart, partText } from "../../src/notes/audit.ts"
import { signNote } from "../../src/notes/note.ts"
import { ballotsPerBlock, blocksOf, rangeSize, shareOf } from "../../src/verify/archive/blocks.ts"
import { partSource, readPart } from "../../src/verify/divided/parts.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { ballotMutants } from "../campaign/mutants/ballots.ts"
import { auditor, auditorKey, filesHolding, honestAudits, honestParts, nothing, software } from "../support/audits.ts"
import { TestWorld } from "../support/script.ts"
import { tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

/** The election has ballots for four blocks, and its folder in every phase. */
const world = new TestWorld()
const voted = "night/phases/04-voted"
let uuid = ""

beforeAll(async () => {
  writeFileSync(join(world.cwd, "seed"), "audits")
  writeFileSync(join(world.cwd, "pw"), "a passphrase of nobody\n")
  const scale = ["--members", "460", "--turnout", "50", "--seed", "seed"]
  expect(await world.run("rehearse", "--quiet", "--keep-phases", ...scale, "--out", "night")).toBe(0)
  uuid = /\w+(?=\.bel)/.exec(readFileSync(join(world.cwd, "night/bundle/manifest.sha256"), "utf8"))?.[0] ?? ""
  for (const name of ["auditor", "stranger"]) {
    const made = ["--rehearsal", "--passphrase-file", "pw", "--out", `${name}.key`]
    expect(await world.run("key", "new", name, ...made)).toBe(0)
  }
})
afterAll(() => {
  world.remove()
})

const key = ["--key", "auditor.key", "--passphrase-file", "pw"]
const trust = ["--trust", "auditor.key.pub"]
const at = (folder: string) => `${folder}/${uuid}.bel`

async function run(...args: readonly string[]): Promise<{ readonly status: number; readonly said: string }> {
  const status = await world.run("verify", "--quiet", ...args)
  return { status, said: world.out + world.err }
}

async function says(status: number, words: string, ...args: readonly string[]): Promise<void> {
  const { status: found, said } = await run(...args)
  expect([found, said]).toEqual([status, expect.stringContaining(words)])
}

interface Printed {
  readonly verdict: string
  readonly checks: readonly { readonly check: string; readonly status: string; readonly checked: number }[]
  readonly reliance: object | null
  readonly figures: { readonly accepted: number }
  readonly selfChecked: object | null
}

async function report(...args: readonly string[]): Promise<Printed> {
  await world.run("verify", "--quiet", "--json", ...args)
  return JSON.parse(world.out) as Printed
}

async function divide(path: string, count: number, name: string): Promise<readonly string[]> {
  const paths = Array.from({ length: count }, (_, index) => `${name}-${index + 1}-of-${count}`)
  for (const [index, out] of paths.entries()) {
    const { status, said } = await run(path, "--shard", `${index + 1}/${count}`, ...key, "--out", out, "--force")
    expect([status, said]).toEqual([0, expect.stringContaining(`Part ${index + 1} of ${count}`)])
  }
  return paths
}

describe("an audit in parts", () => {
  test("finds what one run finds, and says whose word it takes", async () => {
    const { reliance: none, checks: made, ...whole } = await report("night/bundle", "--final")
    const parts = await divide("night/bundle", 4, "part")
    const shuffled = [3, 1, 0, 2].map((index) => parts[index] ?? "")
    const few = [...trust, "--sample", "1"]
    const { reliance, checks, ...merged } = await report("night/bundle", "--final", "--merge", ...shuffled, ...few)
    expect(none).toBeNull()
    expect(merged).toEqual(whole)
    expect(reliance).toMatchObject({ kind: "parts", by: ["rehearsal/auditor"], parts: 4, credentialsAgain: 506 })
    const isAlike = ({ check, status }: Printed["checks"][number]) =>
      made.some((one) => one.check === check && (one.status === status || ["E4", "E5", "E6"].includes(check)))
    expect(checks.filter((one) => !isAlike(one))).toEqual([])
    // One block of the four was looked at again; the last has fewer ballots than the others.
    const ballots = checks.find(({ check }) => check === "E5")
    expect([ballots?.status, [64, 230 - 192].includes(ballots?.checked ?? 0)]).toEqual(["relied", true])
    await says(
      0,
      "MERGED: 4 parts, on the word of rehearsal/auditor; 230 of their",
      ...["night/bundle", "--final", "--merge", ...parts, ...trust],
    )
  })

  test("may have more parts than blocks, some of which are empty", async () => {
    const parts = await divide(at(voted), 6, "many")
    await says(0, "ARCHIVE VERIFIED", at(voted), "--merge", ...parts, ...trust)
    const twice = [...parts, parts[0] ?? "", ...trust]
    await says(3, "cover the same ballots or credentials", at(voted), "--merge", ...twice)
  })

  describe("is refused", () => {
    let parts: readonly string[] = []
    beforeAll(async () => {
      parts = await divide(at(voted), 4, "voted")
    })
    const merge = (status: number, words: string, ...given: readonly string[]) =>
      says(status, words, at(voted), "--merge", ...given, ...trust)

    test("without one of its parts", async () => {
      await merge(3, "no part covers the ballots 129 to 192", ...parts.filter((_, index) => index !== 2))
      await merge(3, "no part covers the ballots 193 to ", ...parts.slice(0, 3))
      await merge(3, "no part covers the ballots 1 to 64", ...parts.slice(1))
    })

    test("with a part twice, or with parts of two divisions that overlap", async () => {
      await merge(3, "cover the same ballots", ...parts, parts[3] ?? "")
      const halves = await divide(at(voted), 2, "half")
      await merge(3, "cover the same ballots", parts[0] ?? "", ...halves)
      // Parts that fit together without a gap may come from two divisions.
      await merge(0, "ARCHIVE VERIFIED", parts[0] ?? "", parts[1] ?? "", halves[1] ?? "")
    })

    test("with a part that was altered", async () => {
      const altered = (name: string, change: (text: string) => string) => {
        writeFileSync(join(world.cwd, name), change(readFileSync(join(world.cwd, parts[1] ?? ""), "utf8")))
        return parts.with(1, name)
      }
      await merge(5, "flipped was altered", ...altered("flipped", (text) => text.replace(/("ballots":")./, "$1~")))
      await merge(5, "cut was altered", ...altered("cut", (text) => text.slice(0, -1)))
      await merge(
        3,
        "was not made with it",
        ...altered("note", (text) => text.replace("ballots 65 to", "ballots 64 to")),
      )
    })

    test("with a part of another archive, or by somebody whom nobody trusts", async () => {
      const [earlier = ""] = await divide(at("night/phases/03-voting"), 4, "earlier")
      await merge(3, "it is about another archive", earlier, ...parts.slice(1))
      const strange = [...parts, "--trust", "stranger.key.pub"]
      await says(3, "not signed by a key that you trust", at(voted), "--merge", ...strange)
      await merge(3, "is not a part of a divided audit", "pw", ...parts)
    })

    test("if another version of the program made a part, or its signer is wrong", async () => {
      const { files } = tell({}, { short: true, until: "open" })
      const [part] = (await honestParts(memorySource(files), 1)) ?? []
      if (part === undefined) throw new Error("no part")
      const lines = await part.lines()
      const merged = async (stated: object, data: readonly string[] = lines, sample = 64): Promise<unknown> => {
        const source = partSource({ ...part.part, ...stated }, data, auditor)
        const parts = [await readPart("part", [auditorKey], filesHolding(source))]
        try {
          const relied = { kind: "parts", parts, software, sample } as const
          return (await verify(memorySource(files), nothing, { ...tools, relied })).verdict
        } catch (error) {
          if (!(error instanceof UrneError)) throw error
          return [error.code, error.params]
        }
      }
      expect(await merged({})).toBe("CONSISTENT")
      expect(await merged({ software: "urne 9.9.9" })).toEqual(["part-foreign", { path: "part", rule: "software" }])
      // This machine did not look at the ballots.
      const lies = lines.map((line) => line.replace(/"alphas":"..../, '"alphas":"AAAA'))
      expect(await merged({}, lies)).toEqual([
        "part-wrong",
        { path: "part", signer: "auditor", of: "ballots", from: 1, to: 2 },
      ])
      expect(await merged({}, lies, 0)).toBe("CONSISTENT")
      const point = { at: "archive#0", code: "CREDENTIAL_POINT", params: { entry: 1, fault: "subgroup" } }
      const accused = lines.with(0, JSON.stringify({ findings: [point] }))
      expect(await merged({}, accused)).toMatchObject(["part-wrong", { of: "credentials" }])
      expect(await merged({}, accused, 0)).toBe("INVALID")
      // No part says this.
      const onBallots = (from: RegExp | string, to: string) => lines.map((line) => line.replace(from, to))
      for (const wrong of [
        lines.slice(0, -1),
        [...lines, lines[0] ?? ""],
        lines.with(0, "{}"),
        lines.with(0, JSON.stringify({ findings: [{ ...point, code: "FILE_MISSING" }] })),
        lines.with(1, "[]"),
        lines.with(1, "null"),
        onBallots(/"ranks":"[^"]*"/, '"ranks":""'),
        onBallots(/"ranks":"[^"]*"/, '"ranks":7'),
        onBallots(/"alphas":"[^"]*"/, '"alphas":""'),
        onBallots('"findings":[],"ranks"', '"findings":[[9,[]]],"ranks"'),
        onBallots('"sum":null', '"sum":{"ballots":1,"points":"AAAA","weight":"1"}'),
        onBallots('"sum":null', '"sum":7'),
      ]) {
        expect(await merged({}, wrong, 0), wrong.join("\n")).toMatchObject(["not-an-audit", { kind: "part" }])
      }
      expect(await merged({ ballots: { from: 1, to: 3 } })).toMatchObject(["not-an-audit", {}])
      expect(await merged({ ballots: { from: 2, to: 2 } })).toMatchObject(["parts-missing", { from: 1, to: 1 }])
    })

    test("if another part, also signed, takes its place while its lines are read", async () => {
      const source = memorySource(tell({}, { short: true, until: "open" }).files)
      const [part] = (await honestParts(source, 1)) ?? []
      const [other] = (await honestParts(source, 2)) ?? []
      if (part === undefined || other === undefined) throw new Error("no part")
      const [first, second] = [
        partSource(part.part, await part.lines(), auditor),
        partSource(other.part, await other.lines(), auditor),
      ]
      let reads = 0
      const files = { read: () => Promise.resolve(reads++ === 0 ? first : second) } as unknown as Files
      const opened = await readPart("part", [auditorKey], files)
      await expect(opened.lines()).rejects.toMatchObject({ code: "part-altered" })
    })

    test("however the bytes of a part are changed", async () => {
      const [part] = (await honestParts(memorySource(tell({}, { short: true, until: "open" }).files), 1)) ?? []
      if (part === undefined) throw new Error("no part")
      const bytes = partSource(part.part, await part.lines(), auditor)
      const isRefused = (changed: Uint8Array) =>
        expect(readPart("part", [auditorKey], filesHolding(changed))).rejects.toBeInstanceOf(UrneError)
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (place, flip) => {
          await isRefused(bytes.with(place, (bytes[place] ?? 0) ^ flip))
        }),
      )
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
          await isRefused(bytes.slice(0, length))
        }),
      )
    })
  })

  test("has no part of a broken archive, nor of a record without an archive", async () => {
    const bytes = readFileSync(join(world.cwd, at(voted)))
    bytes[5000] = (bytes[5000] ?? 0) ^ 1
    writeFileSync(join(world.cwd, "broken.bel"), bytes)
    await says(5, "so there is no part", "broken.bel", "--shard", "1/2", ...key, "--out", "none")
    for (const [name, content] of tell({}, { short: true, until: "constituted" }).files) {
      mkdirSync(join(world.cwd, "draft", name, ".."), { recursive: true })
      writeFileSync(join(world.cwd, "draft", name), content)
    }
    await says(3, "holds no archive", "draft", "--shard", "1/2", ...key, "--out", "none")
    await says(3, "holds no archive", "draft", ...key, "--out", "none")
  })
})

test("the shares of a division have every block once, in order", () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.integer({ min: 1, max: 40 }), (total, count) => {
      const shares = Array.from({ length: count }, (_, index) =>
        shareOf(total, ballotsPerBlock, { index: index + 1, count }),
      )
      expect(shares.reduce((sum, range) => sum + rangeSize(range), 0)).toBe(total)
      const blocks = shares.flatMap((range) => [...blocksOf(range, ballotsPerBlock)])
      expect(blocks).toEqual([...blocksOf({ from: 1, to: total }, ballotsPerBlock)])
    }),
  )
})

describe("an audit that goes on from an earlier one", () => {
  test("checks only what is new, and says so", async () => {
    await says(0, "Signed note of this audit: audit.note", at("night/phases/03-voting"), ...key, "--out", "audit.note")
    const before = (await report(at("night/phases/03-voting"))).figures.accepted
    const whole = await report(at(voted))
    const { accepted } = whole.figures
    const since = ["--since", "audit.note", ...trust]
    const { checks, reliance, ...rest } = await report(at(voted), ...since)
    expect(rest).toEqual({ ...whole, checks: undefined, reliance: undefined })
    const by = "rehearsal/auditor"
    expect(reliance).toEqual({ kind: "audit", by, at: "2014-11-28T18:00:00Z", ballots: before })
    expect(checks.filter(({ status }) => status === "relied").map(({ check, checked }) => [check, checked])).toEqual([
      ["E3", 0],
      ...["E4", "E5", "E6"].map((check) => [check, accepted - before]),
    ])
    await says(0, `on the word of ${by} (2014-11-28T18:00:00Z)`, at(voted), ...since)
    // The auditor's own key is trusted, and signs the next note.
    const next = ["--since", "audit.note", ...key, "--out", "audit-2.note"]
    await says(0, "Signed note of this audit: audit-2.note", at(voted), ...next)
    await says(0, "ARCHIVE VERIFIED", at("night/phases/05-frozen"), "--since", "audit-2.note", ...trust)
  })

  test("is refused for the final audit, and with options that do not belong to it", async () => {
    await run(at("night/phases/03-voting"), ...key, "--out", "audit.note", "--force")
    const since = ["--since", "audit.note"]
    await says(4, "the votes of this archive have been added up", "night/bundle", ...since, ...trust)
    await says(2, "--since and --final", "night/bundle", ...since, ...trust, "--final")
    await says(3, "not signed by a key that you trust", at(voted), ...since, "--trust", "stranger.key.pub")
    await says(2, "missing option --trust", at(voted), ...since)
    await says(3, "is not the signed note of an audit", at(voted), "--since", "pw", ...trust)
    const note = readFileSync(join(world.cwd, "audit.note"), "utf8")
    writeFileSync(join(world.cwd, "forged.note"), note.replace(/archive \d/, "archive 9"))
    await says(3, "was not made with it", at(voted), "--since", "forged.note", ...trust)
  })

  test("finds that audited ballots were changed, and then takes nobody's word", async () => {
    const open = { short: true, until: "open" } as const
    const story = tell({}, open)
    const [earlier] = (await honestAudits(memorySource(story.files))).slice(-1)
    if (earlier === undefined) throw new Error("no audit")
    const since = (change: object) => {
      const audit = { ...earlier, audit: { ...earlier.audit, ...change } }
      return { ...tools, relied: { kind: "audit", audit } as const }
    }
    const { archive } = earlier.audit
    const forked = tell({ ballot: (body, index, made) => (index === 1 ? (made.bodies[0] ?? body) : body) }, open)
    for (const [files, change] of [
      [forked.files, {}],
      [story.files, { archive: { ...archive, height: 99 } }],
    ] as const) {
      const { verdict, findings, checks } = await verify(memorySource(files), nothing, since(change))
      expect([verdict, findings.map(({ code }) => code)]).toEqual([
        "INVALID",
        expect.arrayContaining(["AUDIT_CHANGED"]),
      ])
      expect(checks.find(({ check }) => check === "E5")).toMatchObject({ status: "done" })
    }
    await expect(
      verify(memorySource(story.files), nothing, since({ archive: { ...archive, uuid: "9xDrMnXn4cUuGk" } })),
    ).rejects.toMatchObject({ code: "audit-of-other-election" })
    // The journal that the auditor saw is compared with the record as well.
    const journal = { size: 3, root: new Uint8Array(32) }
    const { findings } = await verify(memorySource(story.files), nothing, since({ journal }))
    expect(findings.map(({ code, at: place }) => [code, place])).toEqual([["JOURNAL_ROOT", "audit.note"]])
  })

  test("is not signed if something is wrong", async () => {
    const [mutant] = ballotMutants.filter(({ codes }) => codes.includes("BALLOT_SIGNATURE"))
    const source = (await mutant?.make())?.source ?? memorySource(new Map())
    const blocks: Uint8Array[] = []
    for await (const block of source.stream(source.names.find((one) => one.endsWith(".bel")) ?? "")) blocks.push(block)
    writeFileSync(join(world.cwd, "wrong.bel"), Buffer.concat(blocks))
    await says(5, "a record that does not verify is not signed as audited", "wrong.bel", ...key, "--out", "wrong.note")
    expect(world.out).toContain("BALLOT_SIGNATURE")
  })
})

// `npm run test:relied` tries every family of invalid records.
test("relying on honest audits, or on honest parts, accepts nothing that a whole audit rejects", async () => {
  for (const mutant of ballotMutants.slice(0, 12)) {
    const { source } = await mutant.make()
    const whole = await verify(source, nothing, tools)
    expect(whole.verdict).toBe("INVALID")
    for (const audit of await honestAudits(source)) {
      const { findings } = await verify(source, nothing, { ...tools, relied: { kind: "audit", audit } })
      expect(findings, mutant.name).toEqual(whole.findings)
    }
    const parts = (await honestParts(source, 2)) ?? []
    const relied = { kind: "parts", parts, software, sample: 0 } as const
    const { findings } = await verify(source, nothing, { ...tools, relied })
    expect(findings, mutant.name).toEqual(whole.findings)
  }
})

describe("notes of auditors", () => {
  const archive = { uuid: "9xDrMnXn4cUuGk", height: 12, hash: "ab".repeat(32) }
  const audit = { software, archive, journal: { size: 7, root: new Uint8Array(32) }, at: 0 }
  const part = {
    software,
    archive,
    shard: { index: 2, count: 4 },
    ballots: { from: 65, to: 128 },
    credentials: { from: 1, to: 0 },
    sha256: "cd".repeat(32),
  }

  test("are read back as they were written, and accepted in no other form", () => {
    expect(parseAudit(auditText(audit))).toEqual(audit)
    expect(parseAudit(auditText({ ...audit, journal: undefined }))).toEqual({ ...audit, journal: undefined })
    expect(parsePart(partText(part))).toEqual(part)
    for (const [from, to] of [
      ["archive 12", "archive 012"],
      ["journal 7", "journal 07"],
      ["journal 7 A", "journal 7 -"],
      ["at 1970-01-01", "at 1970-02-30"],
      ["election 9", "election -"],
    ] as const) {
      expect(parseAudit(auditText(audit).replace(from, to)), to).toBeUndefined()
    }
    for (const [from, to] of [
      ["ballots 65 to 128", "ballots 65 to 63"],
      ["ballots 65", "ballots 0"],
      ["credentials 1 to 0", "credentials 0 to 0"],
      ["part 2", "part 02"],
      ["v1", "v2"],
    ] as const) {
      expect(parsePart(partText(part).replace(from, to)), to).toBeUndefined()
    }
  })

  test("are not taken for each other", () => {
    expect(parseAudit(partText(part))).toBeUndefined()
    expect(parsePart(auditText(audit))).toBeUndefined()
    expect(signNote(auditText(audit), auditor)).toContain("— auditor ")
  })
})

test("some ballots and credentials are checked with the slow arithmetic too, if that is asked for", async () => {
  const words = "SELF-CHECK: the slow arithmetic gives the same for 3 ballots and 3 credentials."
  await says(0, words, at(voted), "--self-check", "3")
  const { selfChecked } = await report(at("night/phases/03-voting"), "--self-check", "1000")
  expect(selfChecked).toMatchObject({ credentials: 506 })
})

test("options that contradict each other are refused before anything is read", async () => {
  for (const [args, words] of [
    [["--shard", "1/2", "--merge", "x"], "--shard and --merge"],
    [["--shard", "1/2", "--authority", "x"], "--shard and --authority"],
    [["--shard", "1/2", "--since", "x"], "--since and --shard"],
    [["--shard", "1/2"], "missing option --key"],
    [["--shard", "1/2", "--key", "k"], "missing option --out"],
    [["--shard", "3/2", "--key", "k", "--out", "o"], "like 2/4"],
    [["--merge", "x"], "missing option --trust"],
    [["--merge", "x", "--self-check", "--trust", "x"], "--merge and --self-check"],
    [["--sample", "3"], "missing option --merge"],
    [["--trust", "x"], "missing option --since"],
    [["--out", "o"], "missing option --key"],
    [["--key", "k"], "missing option --out"],
  ] as const) {
    await says(2, words, "nowhere", ...args)
  }
})
