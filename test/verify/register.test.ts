import { expect, test } from "vitest"
import { reportScreen } from "../../src/screens/verification.ts"
import { decryptableTally } from "../../src/verify/decryptable.ts"
import { exitOf, type Report } from "../../src/verify/report/report.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { screenOf } from "../../src/terminal/output.ts"
import { registered, type RegisterTampering, statedRegister } from "../support/registered.ts"
import { type StoryOptions, tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }
const unsealed: StoryOptions = { short: true, small: true, until: "unsealed" }

const reportOf = (change: RegisterTampering = {}, options: StoryOptions = unsealed) =>
  verify(memorySource(tell(registered(change), options).files), nothing, tools)

const registerIn = ({ beside }: Report) => beside.filter(({ part }) => part === "register")

test("a sound register is reported apart from ballots and result", async () => {
  const report = await reportOf()
  expect([report.verdict, report.findings]).toEqual(["CONSISTENT", []])
  expect(registerIn(report)).toEqual([{ part: "register", state: "sound", findings: [], stopped: false }])
  expect(report.checks.filter(({ check }) => check.startsWith("R")).map(({ checked }) => checked)).toEqual([
    ...[1, 6, 6, 6, 6, 2, 1, 2, 0, 0, 0, 0, 0],
  ])
})

test("complaints and their answers are followed from entry to entry", async () => {
  const due = "2026-11-21T12:00:00Z"
  const complaint = { type: "complaint.entered", complaint: 1, role: "voter", due, private: "0".repeat(64) }
  const answer = { type: "complaint.answered", complaint: 1, answer: 1, outcome: "noted", act: 1, text: "It was so" }
  const again = { ...answer, answer: 2, act: 2 }
  const told = [complaint, answer, again].map((tells) => ({ tells, minute: 6, by: ["petra"] }))
  const report = await reportOf({ told: (one, i) => (i === 6 ? [one, ...told] : one) })
  expect(report.beside[0]).toEqual({ part: "register", state: "sound", findings: [], stopped: false })
  expect(report.checks.find(({ check }) => check === "R7")).toMatchObject({ checked: 4 })
})

test("a record without a register has nothing to check of it", async () => {
  const report = await verify(memorySource(tell({}, unsealed).files), nothing, tools)
  expect([report.verdict, registerIn(report)]).toMatchObject(["CONSISTENT", [{ part: "register", state: "absent" }]])
})

test("acts that state the register are compared with it, also where people went on writing", async () => {
  const { files } = tell(statedRegister(), { short: true, small: true })
  const report = await verify(memorySource(files), nothing, tools)
  expect(registerIn(report)).toMatchObject([{ state: "sound", findings: [] }])
  expect(report.checks.find(({ check }) => check === "R8")).toMatchObject({ status: "done", checked: 3 })
})

test("a register that acts state cannot be left out of the record in silence", async () => {
  const { files } = tell(
    statedRegister({ files: (all) => ["register.jsonl", "register.txt"].forEach((name) => all.delete(name)) }),
    { short: true, small: true },
  )
  const report = await verify(memorySource(files), nothing, tools)
  expect([report.verdict, registerIn(report)]).toMatchObject([
    "CONSISTENT",
    [{ state: "faulty", findings: [{ code: "REGISTER_STATED" }, { code: "REGISTER_STATED" }] }],
  ])
})

test("a record of a format without a register does not mention one", async () => {
  const report = await verify(memorySource(tell({}, { ...unsealed, format: 2 }).files), nothing, tools)
  expect([report.verdict, registerIn(report)]).toEqual(["CONSISTENT", []])
})

test("faults of the register are reported, and change neither verdict, exit status nor decryption", async () => {
  const change: RegisterTampering = { entries: (lines) => lines.replace("The hall is open", "The hall is shut") }
  const report = await reportOf(change)
  expect([report.verdict, exitOf(report, false), report.findings]).toEqual(["CONSISTENT", 0, []])
  expect(registerIn(report)).toMatchObject([{ state: "faulty", stopped: false }])
  for (const [language, words] of [
    [
      "en",
      /\nRegister: 6 findings; the verdict on ballots and result does not rest on it\nR5 REGISTER_SIGNATURE register:2/,
    ],
    ["fr", /\nRegistre : 6 anomalies ; le verdict sur les bulletins et le résultat n’en dépend pas\n/],
  ] as const) {
    const catalogue = catalogueOf(language)
    const out = { terminal: false, columns: 100, colour: 0, write: () => undefined } as never
    const screen = reportScreen(report, { final: false, lacksMark: false }, screenOf(out, catalogue), catalogue)
    expect(screen.replace(/[\u00a0\u202f]/g, " ")).toMatch(words)
  }
  const { files, anchor } = tell(registered(change), unsealed)
  const found = await decryptableTally(memorySource(files), anchor as `sha256:${string}`, tools)
  expect(found).toMatchObject({ counted: expect.any(Number) as number })
})

test("more findings in the register than are kept stop no other check", async () => {
  const report = await reportOf({ entries: () => "no entry\n".repeat(500) })
  expect([report.verdict, report.stopped]).toEqual(["CONSISTENT", false])
  expect(registerIn(report)).toMatchObject([{ state: "faulty", stopped: true }])
  expect(registerIn(report)[0]?.findings).toHaveLength(200)
  expect(report.checks.every(({ check, status }) => check.startsWith("R") || status !== "not-run")).toBe(true)
})
