import { expect, test } from "vitest"
import { instantText } from "../../src/core/instant.ts"
import type { Event } from "../../src/journal/event.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { reportScreen } from "../../src/screens/verification.ts"
import { screenOf } from "../../src/terminal/output.ts"
import { decryptableTally } from "../../src/verify/decryptable.ts"
import { exitOf, type Report } from "../../src/verify/report/report.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { stampMutants } from "../campaign/mutants/stamps.ts"
import { minuted } from "../support/minuted.ts"
import { noticed } from "../support/noticed.ts"
import type { Recorder } from "../support/recorder.ts"
import { type MadeStamp, putStamps, rooted, stamped } from "../support/stamped.ts"
import { type Story, type StoryOptions, type StoryTampering, tell } from "../support/story.ts"
import { at, authority, oursAlone, type Sample, sound, tampered } from "../support/tampered-stamps.ts"
import { type Authority, ecKeys, makeAuthority, none } from "../support/time-stamp-authority.ts"
import { tools } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }
const constituted: StoryOptions = { short: true, until: "constituted" }
const open: StoryOptions = { short: true, small: true, until: "open" }
const other = makeAuthority(at, ecKeys(), { signer: { subject: "Second office" } })
const second = { by: other, parts: { name: none } }

const reportOf = ({ files }: Pick<Story, "files">) => verify(memorySource(files), nothing, tools)
const told = (story: StoryTampering, options = constituted) => reportOf(tell(story, options))
const codes = ({ beside, findings }: Report) =>
  [...findings, ...beside.flatMap((part) => part.findings)].map(({ code }) => code)
const partOf = ({ beside }: Report) => beside.find(({ part }) => part === "stamps")

/** What a person reads of a report. */
function screenFor(report: Report, language: "en" | "fr"): string {
  const catalogue = catalogueOf(language)
  const out = { terminal: false, columns: 120, colour: 0, write: () => undefined } as never
  const screen = reportScreen(report, { final: false, lacksMark: false }, screenOf(out, catalogue), catalogue)
  return screen.replace(/[\u00a0\u202f]/g, " ")
}

const several: readonly MadeStamp[] = [
  { subject: "act", number: 1 },
  { subject: "act", number: 1, copy: 2, ...second },
  { subject: "checkpoint" },
  { subject: "notice", number: 2 },
]
const roots = [authority.root, other.root]

test("stamps of acts, checkpoints and notices hold, and the report says from which services", async () => {
  const report = await told(stamped(several, { roots, story: noticed() }), open)
  expect([report.verdict, codes(report), partOf(report)?.state]).toEqual(["CONSISTENT", [], "sound"])
  expect(report.stamps.map(({ subject, number, service, anchored }) => [subject, number, service, anchored])).toEqual([
    ["act", 1, "Stamps", true],
    ["act", 1, "Second office", true],
    ["checkpoint", expect.any(Number), "Stamps", true],
    ["notice", 2, "Stamps", true],
  ])
  expect(report.checks.filter(({ check }) => check.startsWith("T"))).toEqual(
    ["T1", "T2", "T3", "T4"].map((check) => ({ check, status: "done", present: 4, checked: 4, findings: 0 })),
  )
  expect(screenFor(report, "en")).toContain(
    "\nTime-stamps: everything that can be proved was checked\n" +
      "  3 time-stamps hold, from Stamps\n  1 time-stamp holds, from Second office\n",
  )
  expect(screenFor(report, "fr")).toContain(
    "\nHorodatages : tout ce qui peut être prouvé a été contrôlé\n" +
      "  3 horodatages valables, délivrés par Stamps\n  1 horodatage valable, délivré par Second office\n",
  )
})

test("minutes are stamped with their signatures", async () => {
  const files = putStamps([{ subject: "minutes" }])
  const report = await reportOf(await minuted({ files }, { story: rooted([authority.root]) }))
  expect([report.verdict, codes(report)]).toEqual(["CONSISTENT", []])
  expect(report.stamps).toMatchObject([{ subject: "minutes", number: 1, anchored: true }])
})

test("a record without stamps has none, and says so; more of them leave all else as it was", async () => {
  const without = await told(stamped([], { roots }), constituted)
  expect([partOf(without)?.state, without.stamps]).toEqual(["absent", []])
  expect(screenFor(without, "en")).toContain("\nTime-stamps: this record has none\n")
  const [few, more] = await Promise.all(
    [several.slice(0, 1), several.slice(0, 3)].map((stamps) => told(stamped(stamps, { roots }))),
  )
  expect([few?.verdict, more?.verdict, few?.stamps.length, more?.stamps.length]).toEqual([
    ...["CONSISTENT", "CONSISTENT", 1, 3],
  ])
  const apart = (report: Report | undefined) => report?.fingerprints.filter(({ name }) => name !== "manifest")
  expect(apart(few)).toEqual(apart(without))
  expect(apart(more)).toEqual(apart(without))
})

test("where the definition names no root, stamps hold and are not anchored", async () => {
  const report = await told(stamped(several.slice(0, 3), { roots: [] }))
  expect([report.verdict, codes(report), report.stamps.map(({ anchored }) => anchored)]).toEqual([
    ...["CONSISTENT", [], [false, false, false]],
  ])
  expect(screenFor(report, "en")).toContain(
    "\n  2 time-stamps hold, from Stamps: not anchored, since the definition names no root\n",
  )
  expect(screenFor(report, "fr")).toContain(
    "\n  1 horodatage valable, délivré par Second office : non ancré, car la définition ne nomme aucune racine\n",
  )
})

test("one stamp that stands there twice counts once, whatever nobody signed in it", async () => {
  const [first] = several
  const again = { ...first, copy: 2, parts: { certificates: [authority.signer, authority.middle, authority.root] } }
  const report = await told(stamped([first, again] as readonly MadeStamp[]))
  expect([codes(report), report.stamps.length]).toEqual([[], 1])
})

test("what is found of stamps changes neither the verdict nor the status, and stops no decryption", async () => {
  const bad: readonly MadeStamp[] = [{ subject: "act", number: 1, bytes: () => new Uint8Array() }]
  const story = tell(stamped(bad), { short: true, until: "unsealed" })
  const report = await verify(memorySource(story.files), { ...nothing, authority: story.anchor.slice(7) }, tools)
  expect([report.verdict, report.findings, codes(report), exitOf(report, false)]).toEqual([
    ...["VERIFIED", [], ["STAMP_IMPRINT"], 0],
  ])
  expect(report.stamps).toEqual([])
  expect(screenFor(report, "en")).toContain(
    "\nTime-stamps: 1 finding; the verdict on ballots and result does not rest on it\n" +
      "T2 STAMP_IMPRINT stamps/act-0001-01.tsr: the time-stamp is of other bytes than those in the record\n",
  )
  const anchor = story.anchor as `sha256:${string}`
  expect(await decryptableTally(memorySource(story.files), anchor, tools)).toHaveProperty("tally")
})

/** What the rules that refuse a reply from its service make of a token in a record, where no request is known. */
const codeOf = ({ rule }: (typeof tampered)[number]): readonly string[] => {
  if (rule === "nonce" || rule === "policy") return []
  return [rule === "imprint" ? "STAMP_IMPRINT" : rule === "root" ? "STAMP_ROOT" : "STAMP_TOKEN"]
}

const stampedBy = ({ root, replyTo }: Sample) =>
  stamped([{ subject: "act", number: 1, reply: replyTo }], { roots: [root] })

test.each(tampered)("a token with one thing wrong is found in a record: $name", async (one) => {
  const report = await told(stampedBy(one))
  expect([report.verdict, codes(report), report.stamps.length]).toEqual([
    ...["CONSISTENT", codeOf(one), codeOf(one).length === 0 ? 1 : 0],
  ])
  const [found] = partOf(report)?.findings ?? []
  if (found?.code === "STAMP_TOKEN") expect(found.params).toMatchObject({ rule: one.rule })
})

test.each([...sound, ...oursAlone])("a sound token holds in a record: $name", async (one) => {
  const report = await told(stampedBy(one))
  expect([codes(report), report.stamps.length]).toEqual([[], 1])
})

/** The act that constitutes the authority is proposed at 09:10. */
const proposed = Date.UTC(2026, 10, 1, 9, 10)

test.each([
  ["as accurate as the service says", proposed - 1000, {}, []],
  ["further off than the service says", proposed - 2000, {}, ["STAMP_TIME"]],
  ["a second off, where the service says nothing", proposed - 1000, { accuracy: none }, []],
  ["two seconds off, where the service says nothing", proposed - 2000, { accuracy: none }, ["STAMP_TIME"]],
] as const)("a stamp may be %s", async (_, when, parts, expected) => {
  const report = await told(stamped([{ subject: "act", number: 1, at: when, parts }]))
  expect(codes(report)).toEqual(expected)
  if (expected.length > 0) expect(screenFor(report, "fr")).toMatch(/T4 STAMP_TIME .* à 2026-11-01T09:09:58Z/)
})

/** Dates an act a year ahead; then an act gives that clock up, or does not. */
function wrongClock(isGivenUp: boolean, by: Authority): StoryTampering {
  let held: string | undefined
  const year = 525_600
  const after = (recorder: Recorder) => {
    recorder.wait(year)
    recorder.dropped("annul", [{ key: "reason", value: "None" }])
    recorder.act("replace", [], [])
    recorder.checkpoint()
    if (!isGivenUp) return
    held = instantText(recorder.now)
    recorder.wait(10 - year)
    const statements = [
      { key: "clock", value: held },
      { key: "reason", value: "A wrong clock" },
    ]
    recorder.act("recover", statements, ["petra", "dan", "dina"], { clock: held })
    recorder.checkpoint()
  }
  const entry = (event: Event): Event =>
    held !== undefined && (event.type === "act.proposed" || event.type === "act.signed")
      ? { ...event, at: held }
      : event
  const stamps: readonly MadeStamp[] = [{ subject: "act", number: 3, by, at: Date.UTC(2026, 10, 2) }]
  return stamped(stamps, { roots: [by.root], story: { after, entry } })
}

test("an instant that the authority gave up with a wrong clock contradicts no stamp, and any other does", async () => {
  const found = async (isGivenUp: boolean) =>
    partOf(await told(wrongClock(isGivenUp, authority)))?.findings.map(({ code }) => code)
  expect(await found(true)).toEqual([])
  expect(await found(false)).toEqual(["STAMP_TIME"])
})

test("a record with more certificates than any is not checked to its end, and the verdict stays", async () => {
  const certificates = [authority.signer, authority.middle, ...Array<Uint8Array>(18).fill(authority.root)]
  const many = Array.from({ length: 120 }, (_, i): MadeStamp => {
    return { subject: "act", number: 1, copy: i + 1, at: at + i * 1000, parts: { certificates } }
  })
  const report = await told(stamped(many))
  expect([report.verdict, codes(report), partOf(report)?.state, report.stamps.length]).toEqual([
    ...["CONSISTENT", [], "not-run", 100],
  ])
  expect(report.checks.find(({ check }) => check === "T1")).toMatchObject({ present: 120, checked: 100 })
})

test("each code has its mutant", () => {
  expect(new Set(stampMutants.flatMap((one) => one.codes))).toEqual(
    new Set(["STAMP_TOKEN", "STAMP_THING", "STAMP_IMPRINT", "STAMP_ROOT", "STAMP_TIME", "FILE_UNKNOWN"]),
  )
})
