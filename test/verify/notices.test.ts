import { expect, test } from "vitest"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { reportScreen } from "../../src/screens/verification.ts"
import { screenOf } from "../../src/terminal/output.ts"
import { decryptableTally } from "../../src/verify/decryptable.ts"
import { exitOf } from "../../src/verify/report/report.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { noticed, type NoticeTampering, outageLine } from "../support/noticed.ts"
import { type StoryOptions, tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }
const frozen: StoryOptions = { short: true, small: true, until: "frozen" }

const reportOf = (change: NoticeTampering = {}, options: StoryOptions = frozen) =>
  verify(memorySource(tell(noticed(change), options).files), nothing, tools)
const says = (number: number, stated: string, said: string): NoticeTampering => ({
  text: (text, i) => (i === number ? text.replace(stated, said) : text),
})

/** What a person reads of a report. */
function screenFor(report: Awaited<ReturnType<typeof reportOf>>, language: "en" | "fr"): string {
  const catalogue = catalogueOf(language)
  const out = { terminal: false, columns: 100, colour: 0, write: () => undefined } as never
  const screen = reportScreen(report, { final: false, lacksMark: false }, screenOf(out, catalogue), catalogue)
  return screen.replace(/[\u00a0\u202f]/g, " ")
}

test("sound notices are told apart from ballots and result", async () => {
  const report = await reportOf()
  expect([report.verdict, report.findings]).toEqual(["CONSISTENT", []])
  expect(report.beside.slice(0, 2)).toEqual([
    { part: "register", state: "sound", findings: [], stopped: false },
    { part: "notices", state: "sound", findings: [], stopped: false },
  ])
  expect(report.checks.filter(({ check }) => check.startsWith("N")).map(({ checked }) => checked)).toEqual([
    ...[4, 4, 4, 4, 4, 4, 4, 4],
  ])
})

test("a wrong line that a later notice corrects is no finding, and is told", async () => {
  const report = await reportOf(says(1, "2026 at 21:15.", "2026 at 22:15."))
  expect(report.beside[1]).toMatchObject({ part: "notices", state: "sound", findings: [] })
  expect(report.corrected).toEqual([{ notice: 1, line: outageLine, by: 2 }])
  expect(screenFor(report, "en")).toContain(`\n  Notice 1, line ${outageLine}: corrected by notice 2\n`)
  expect(screenFor(report, "fr")).toContain(
    `\n  Communiqué n° 1, ligne ${outageLine} : rectifiée par le communiqué n° 2\n`,
  )
})

test("what is wrong with notices leaves verdict, exit status and decryption as they are, and is said", async () => {
  const change = says(1, "Registered: 7", "Registered: 8")
  const unsealed: StoryOptions = { ...frozen, until: "unsealed" }
  const report = await reportOf(change, unsealed)
  expect([report.verdict, exitOf(report, false), report.findings]).toEqual(["CONSISTENT", 0, []])
  expect(report.beside.slice(0, 2)).toMatchObject([{ state: "sound" }, { state: "faulty", stopped: false }])
  expect(screenFor(report, "en")).toContain(
    "\nNotices: 1 finding; the verdict on ballots and result does not rest on it\nN8 NOTICE_TEXT notices/0001.txt: line 25 says “Registered: 8”; from the record follows “Registered: 7”",
  )
  const { files, anchor } = tell(noticed(change), unsealed)
  const found = await decryptableTally(memorySource(files), anchor as `sha256:${string}`, tools)
  expect(found).toMatchObject({ counted: expect.any(Number) as number })
})

test("a register of more findings than are kept hides nothing of the notices", async () => {
  const report = await reportOf({
    ...says(4, "Voters: 6", "Voters: 7"),
    files: (files) => {
      const entries = new TextDecoder().decode(files.get("register.jsonl"))
      files.set("register.jsonl", new TextEncoder().encode(`${entries}${"no entry\n".repeat(500)}`))
    },
  })
  expect(report.beside.slice(0, 2)).toMatchObject([
    { part: "register", state: "faulty", stopped: true },
    { part: "notices", state: "faulty", stopped: false, findings: [{ code: "NOTICE_TEXT" }] },
  ])
})

test("notices without their register are told of, and so is a register without its notices", async () => {
  const without = await reportOf({
    files: (files) => {
      files.delete("register.jsonl")
      files.delete("register.txt")
    },
  })
  expect(without.verdict).toBe("CONSISTENT")
  expect(new Set(without.beside[1]?.findings.map(({ code }) => code))).toContain("NOTICE_ENTERED")
  const withheld = await reportOf({
    files: (files) => {
      for (const name of [...files.keys()]) if (name.startsWith("notices/")) files.delete(name)
    },
  })
  expect(withheld.beside[1]?.findings.map(({ code, at }) => `${code} ${at}`)).toEqual(
    [4, 7, 11, 12].map((place) => `NOTICE_ENTERED register:${place}`),
  )
})

test("a record without notices has nothing to check of them, and one of an older format says nothing of any", async () => {
  const none = await verify(memorySource(tell({}, frozen).files), nothing, tools)
  expect(none.beside[1]).toMatchObject({ part: "notices", state: "absent" })
  const older = await verify(memorySource(tell({}, { ...frozen, format: 2 }).files), nothing, tools)
  expect(older.beside).toEqual([])
})
