import { expect, test } from "vitest"
import { type MinutesNote, minutesNoteText, parseMinutesNote } from "../../src/minutes/note.ts"
import { areEnough, neededSigners } from "../../src/minutes/signers.ts"
import { statedMinutes } from "../../src/minutes/stated.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { reportScreen } from "../../src/screens/verification.ts"
import { screenOf } from "../../src/terminal/output.ts"
import { exitOf, type Report } from "../../src/verify/report/report.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { minuted, minutedSilence } from "../support/minuted.ts"
import { statedRegister } from "../support/registered.ts"
import { tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }
const short = { short: true, small: true } as const
const minutesIn = ({ beside }: Report) => beside.filter(({ part }) => part === "minutes")
const hash = `sha256:${"ab".repeat(32)}`
const note: MinutesNote = {
  ...{ rehearsal: false, uuid: "4nPVWowQtAwLwB", result: { height: 12, hash: "cd".repeat(32) } },
  ...{ register: { size: 3, root: new Uint8Array(32) }, drawn: Date.UTC(2026, 10, 30), public: hash, full: hash },
}

test("the text of a note is read back, and nothing else is", () => {
  const text = minutesNoteText(note)
  expect(parseMinutesNote(text)).toEqual(note)
  for (const wrong of [
    text.slice(0, -1),
    `${text}\n`,
    text.replace("12", "012"),
    text.replace("drawn 2026", "drawn 26"),
  ]) {
    expect(parseMinutesNote(wrong)).toBeUndefined()
  }
})

test("two members sign, the secretary among them where there is one", () => {
  const [petra, simon, dan] = [
    { id: "petra", role: "president" },
    { id: "simon", role: "secretary" },
    { id: "dan", role: "member" },
  ] as const
  expect(neededSigners([petra, simon, dan])).toEqual({ members: 2, secretary: true })
  expect(areEnough([petra, simon], [petra, simon, dan])).toBe(true)
  expect(areEnough([petra, dan], [petra, simon, dan])).toBe(false)
  expect(areEnough([simon], [petra, simon, dan])).toBe(false)
  expect(areEnough([petra, dan], [petra, dan])).toBe(true)
  expect(areEnough([petra], [petra])).toBe(true)
})

test("a proclamation states one hash, or that there are none", () => {
  const stated = (...values: readonly string[]) =>
    statedMinutes({ statements: values.map((value) => ({ key: "minutes", value })) })
  expect([stated(hash), stated("none"), stated(), stated(hash, "none"), stated("12")]).toEqual([
    ...[hash, "none", undefined, undefined, undefined],
  ])
})

test("sound minutes are told apart from ballots and result", async () => {
  const { files } = await minuted({}, {}, short)
  const report = await verify(memorySource(files), nothing, tools)
  expect([report.verdict, report.findings]).toEqual(["CONSISTENT", []])
  expect(minutesIn(report)).toMatchObject([{ state: "sound", findings: [] }])
})

test("minutes rest on the register as it was, although people went on writing", async () => {
  const story = statedRegister()
  const { files } = tell(story, short)
  const lines = new TextDecoder().decode(files.get("register.jsonl")).split("\n").slice(0, 2)
  expect(lines).toHaveLength(2)
  const { growingTree, leafHash } = await import("../../src/notes/merkle.ts")
  const tree = growingTree()
  for (const line of lines) tree.add(leafHash(line))
  const register = { size: 2, root: tree.root() }
  const made = await minuted({}, { story, register }, short)
  const report = await verify(memorySource(made.files), nothing, tools)
  expect(report.beside.flatMap(({ findings }) => findings)).toEqual([])
  expect(minutesIn(report)).toMatchObject([{ state: "sound" }])
  const text = new TextDecoder().decode(made.files.get("minutes.txt"))
  expect(text).toContain("The hall is open")
  expect(text).not.toContain("bailiff")
})

test("figures of an apparent interruption are told and checked", async () => {
  const { files } = await minutedSilence()
  const { beside } = await verify(memorySource(files), nothing, tools)
  expect(beside.flatMap(({ findings }) => findings)).toEqual([])
  const figures = /\n {4}Apparent interruption 1 of the register, .*: 240 ballots were expected\. .* p = 5\.3e-23 \(/
  expect(new TextDecoder().decode(files.get("minutes.txt"))).toMatch(figures)
})

test("a record without minutes has nothing to check of them", async () => {
  const report = await verify(memorySource(tell({}, short).files), nothing, tools)
  expect(minutesIn(report)).toMatchObject([{ state: "absent" }])
})

test("a wrong figure in the minutes is named with its line, and leaves verdict and exit status alone", async () => {
  const { files } = await minuted(
    { text: (text) => text.replace(/^- Ballots counted: \d+/m, "- Ballots counted: 7000") },
    {},
    short,
  )
  const report = await verify(memorySource(files), nothing, tools)
  expect([report.verdict, exitOf(report, false)]).toEqual(["CONSISTENT", 0])
  const catalogue = catalogueOf("en")
  const out = { terminal: false, columns: 100, colour: 0, write: () => undefined } as never
  const screen = reportScreen(report, { final: false, lacksMark: false }, screenOf(out, catalogue), catalogue)
  expect(screen).toMatch(
    /\nMinutes: 1 finding; the verdict on ballots and result does not rest on it\nM4 MINUTES_TEXT minutes\.txt:\d+: the minutes say “- Ballots counted: 7000”/,
  )
})

test.each(["minutes.txt", "minutes-signed.txt"])("bytes in %s that are no text are noticed", async (name) => {
  const { files } = await minuted({
    files: (made) => {
      const bytes = (made.get(name) ?? new Uint8Array()).slice()
      bytes[7] = 0xff
      made.set(name, bytes)
    },
  })
  const report = await verify(memorySource(files), nothing, tools)
  expect(report.beside.flatMap(({ findings }) => findings)).toContainEqual(
    expect.objectContaining({ code: name === "minutes.txt" ? "MINUTES_HASH" : "MINUTES_NOTE" }),
  )
})
