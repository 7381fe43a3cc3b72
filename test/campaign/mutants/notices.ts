import { fileName } from "../../../src/bundle/layout.ts"
import type { FindingCode } from "../../../src/core/finding.ts"
import type { Notice } from "../../../src/notices/notice.ts"
import { journalAt, noticed, type NoticeTampering, outageLine, silentNight } from "../../support/noticed.ts"
import type { Recorder } from "../../support/recorder.ts"
import { type Mutant, mutant } from "./mutant.ts"

const frozen = { short: true, small: true, until: "frozen" } as const

function changed(name: string, codes: FindingCode | readonly FindingCode[], change: NoticeTampering): Mutant {
  return mutant(name, codes, () => noticed(change), frozen)
}

const nth = (number: number): string => fileName({ kind: "notice", number })

/** The head of one notice is otherwise; its text, its signatures and its entry follow from that. */
const head = (number: number, change: (notice: Notice) => Partial<Notice>): NoticeTampering => ({
  notice: (notice, i) => (i === number ? { ...notice, ...change(notice) } : notice),
})
/** One notice says something else, and is signed and entered so. */
const says = (number: number, stated: string | RegExp, said: string): NoticeTampering => ({
  text: (text, i) => {
    if (i !== number) return text
    const made = text.replace(stated, said)
    if (made === text) throw new Error(`notice ${number} does not say ${String(stated)}`)
    return made
  },
})
const signedBy = (number: number, ...names: readonly string[]): NoticeTampering => ({
  by: (members, i) => (i === number ? names : members),
})
const source = (number: number, change: (source: string) => string): NoticeTampering => ({
  note: (text, i) => (i === number ? change(text) : text),
})
const entered = (number: number, change: (tells: Entry) => readonly Entry[]): NoticeTampering => ({
  entry: (tells, i) => (i === number ? change(tells) : [tells]),
})
type Entry = Parameters<NonNullable<NoticeTampering["entry"]>>[0]

const [otherHash, otherRoot] = [`sha256:${"0".repeat(64)}` as const, new Uint8Array(32)]
const late = { incident: 1, type: "incident.reopened", reason: "It goes on" }

/** A notice whose hash no entry names stands in the place of the honest one. */
const swapped = (number: number, change: (text: string) => string): NoticeTampering => ({
  files: (files) => {
    const name = nth(number)
    const text = new TextDecoder().decode(files.get(name))
    files.set(name, new TextEncoder().encode(change(text)))
  },
})

const told: readonly Mutant[] = [
  changed("a notice with one voter more", "NOTICE_TEXT", says(4, "Voters: 6", "Voters: 7")),
  changed("a notice with another turnout", "NOTICE_TEXT", says(4, "85.71%", "57.00%")),
  changed("a notice with more who may vote", "NOTICE_TEXT", says(1, "Registered: 7", "Registered: 8")),
  changed("a notice with another hour of closing", "NOTICE_TEXT", says(3, "2026 at 20:00.", "2026 at 21:00.")),
  changed(
    "a notice with more hours offered",
    "NOTICE_TEXT",
    says(3, /Hours offered so far: \S+ h/, "Hours offered so far: 99 h"),
  ),
  changed("a notice that says that the urn was opened in time", "NOTICE_LINES", says(3, /Opened late: .*\n/, "")),
  changed("a notice without the interruption", "NOTICE_LINES", says(1, /Interruption declared .*\n/, "")),
  changed("a notice with a shorter interruption", "NOTICE_TEXT", says(3, "2026 at 21:15.", "2026 at 20:45.")),
  changed(
    "a notice that calls an alleged cause supported",
    "NOTICE_TEXT",
    says(1, "Only asserted: nothing proves it", "Supported by evidence"),
  ),
  changed("a notice with another cause", "NOTICE_TEXT", says(1, "intrusion, or an attempt at it", "technical failure")),
  changed(
    "a notice in which somebody else asserts a cause",
    "NOTICE_TEXT",
    says(1, "Said by the press", "Said by an operator of the system"),
  ),
  changed("a notice without an alleged cause", "NOTICE_LINES", says(1, /Alleged cause .*\nSaid .*\n/, "")),
  changed(
    "a notice that keeps silent about an incident",
    "NOTICE_LINES",
    says(1, /INCIDENTS\n[^]*?\n\n/, "INCIDENTS\nNo incident is open.\n\n"),
  ),
  changed(
    "a notice with an address of its own",
    "NOTICE_TEXT",
    says(1, "The definition of this vote names no address.", "https://vote.example"),
  ),
  changed("a notice that calls the vote closed", "NOTICE_TEXT", says(1, "The vote is open.", "The vote is closed.")),
  changed(
    "a notice of another authority",
    "NOTICE_TEXT",
    says(1, "Published by: Electoral board", "Published by: The board"),
  ),
  changed(
    "a notice whose statement is not marked as one",
    "NOTICE_LINES",
    says(2, "> We ask the host.\n", "We ask the host.\n> We ask the host.\n"),
  ),
  changed("a notice with a line more at its end", "NOTICE_LINES", says(4, /\n$/, "\nAll is well.\n")),
  changed("a notice in the other language", "NOTICE_TEXT", says(4, "NOTICE 4", "COMMUNIQUÉ N° 4")),
  changed(
    "a notice that is wrong in another line than the one that is corrected",
    "NOTICE_TEXT",
    says(1, "Registered: 7", "Registered: 9"),
  ),
]

/** The same of a night that rests on an apparent interruption, whose figures the first notice tells. */
const silent = (name: string, codes: FindingCode, change: NoticeTampering): Mutant =>
  changed(name, codes, { night: () => silentNight, ...change })

const figures: readonly Mutant[] = [
  silent("a notice with another probability of chance", "NOTICE_TEXT", says(1, "p = 5.3e-23", "p = 5.3e-32")),
  silent("a notice with more ballots expected", "NOTICE_TEXT", says(1, "240 ballots were", "2,400 ballots were")),
  silent("a notice with another S", "NOTICE_TEXT", says(1, "S = 300 s", "S = 30 s")),
  silent("a notice with another g", "NOTICE_TEXT", says(1, "g = 3,600 s", "g = 36,000 s")),
  silent("a notice with another K", "NOTICE_TEXT", says(1, "K = 20", "K = 2")),
  silent("a notice that calls figures proven", "NOTICE_TEXT", says(1, "attested and not proven", "proven")),
  silent("a notice without figures that it has to tell", "NOTICE_LINES", says(1, /Apparent interruption .*\n/, "")),
]

const structure: readonly Mutant[] = [
  changed(
    "a file of a notice that is no note",
    "NOTICE_FORM",
    swapped(4, () => "a notice\n"),
  ),
  changed(
    "a notice without a signature",
    "NOTICE_FORM",
    source(4, (text) => text.slice(0, text.indexOf("\n\n\u2014") + 1)),
  ),
  changed("a notice whose head has another order", "NOTICE_FORM", says(4, /(journal .*\n)(register .*\n)/, "$2$1")),
  changed("a notice whose head has a line more", "NOTICE_FORM", says(4, /(register .*\n)/, "$1turnout 7\n")),
  changed("a notice of a version that does not exist", "NOTICE_FORM", says(4, "urne notice v1", "urne notice v2")),
  changed("a notice with a number that is none", "NOTICE_FORM", says(4, "notice 4\n", "notice 04\n")),
  changed(
    "a notice with more signatures than there can be",
    "NOTICE_FORM",
    source(4, (text) => text + (text.match(/^\u2014 .*\n/mu)?.[0] ?? "").repeat(251)),
  ),
  changed(
    "a notice that is longer than any",
    "NOTICE_FORM",
    swapped(4, (text) => text + " ".repeat(1_100_000)),
  ),
  changed(
    "a notice of another election",
    "NOTICE_ELECTION",
    head(4, () => ({ uuid: "9xDrMnXn4cUuGk" })),
  ),
  changed(
    "a notice of a rehearsal",
    ["NOTICE_ELECTION"],
    head(4, () => ({ rehearsal: true })),
  ),
  changed("a notice that one member signed", "NOTICE_SIGNERS", signedBy(4, "petra")),
  changed("a notice that one member signed twice", "NOTICE_SIGNERS", signedBy(4, "petra", "petra")),
  changed("a notice that members signed, but fewer than the definition demands", "NOTICE_SIGNERS", {
    definition: (text) => text.replace("  cell: 2", "  cell: 2\n  notices: { signatures: 3 }"),
  }),
  changed(
    "a notice that somebody signed who is no member",
    "NOTICE_SIGNATURE",
    signedBy(4, "petra", "simon", "stranger"),
  ),
  changed("a notice that the urn signed beside members", "NOTICE_SIGNATURE", signedBy(4, "petra", "simon", "urn")),
  changed(
    "a notice changed after it was signed",
    ["NOTICE_SIGNATURE", "NOTICE_SIGNERS", "NOTICE_TEXT"],
    source(4, (text) => text.replace("Voters: 6", "Voters: 7")),
  ),
  changed("a notice under the number after the next", ["NOTICE_SEQUENCE", "NOTICE_ENTERED"], {
    name: (name, number) => (number === 4 ? nth(5) : name),
  }),
  changed(
    "a notice under another number than its own",
    "NOTICE_SEQUENCE",
    head(4, () => ({ number: 5 })),
  ),
  changed(
    "a notice that does not name the one before it",
    "NOTICE_CHAIN",
    head(4, () => ({ after: otherHash })),
  ),
  changed(
    "a notice that names none before it",
    "NOTICE_CHAIN",
    head(4, () => ({ after: undefined })),
  ),
  changed(
    "a first notice that names one before it",
    "NOTICE_CHAIN",
    head(1, () => ({ after: otherHash })),
  ),
  changed(
    "a notice that the register does not name",
    "NOTICE_ENTERED",
    entered(4, () => []),
  ),
  changed(
    "a notice that the register names by another hash",
    "NOTICE_ENTERED",
    entered(4, (tells) => [{ ...tells, note: otherHash }]),
  ),
  changed(
    "a notice that the register names twice",
    "NOTICE_ENTERED",
    entered(4, (tells) => [tells, tells]),
  ),
  changed(
    "a register that names a notice that nobody has",
    "NOTICE_ENTERED",
    entered(4, (tells) => [tells, { ...tells, number: 5 }]),
  ),
  changed("a notice that is withheld", "NOTICE_ENTERED", { files: (files) => void files.delete(nth(4)) }),
  mutant("a register that names notices in another order", "NOTICE_ENTERED", () => noticed(inAnotherOrder()), frozen),
  changed("a notice under the number after the next, also in the register", "NOTICE_SEQUENCE", {
    ...head(4, () => ({ number: 5 })),
    name: (name, number) => (number === 4 ? nth(5) : name),
    entry: (tells, number) => [number === 4 ? { ...tells, number: 5 } : tells],
  }),
]

const states: readonly Mutant[] = [
  changed(
    "a notice that names another journal",
    "NOTICE_STATE",
    head(4, ({ journal: { size } }) => ({ journal: { size, root: otherRoot } })),
  ),
  changed(
    "a notice that names a longer journal",
    "NOTICE_STATE",
    head(4, ({ journal: { root } }) => ({ journal: { size: 999, root } })),
  ),
  changed(
    "a notice that names another register",
    "NOTICE_STATE",
    head(4, ({ register: { size } }) => ({ register: { size, root: otherRoot } })),
  ),
  changed(
    "a notice that names a longer register",
    "NOTICE_STATE",
    head(4, ({ register: { root } }) => ({ register: { size: 99, root } })),
  ),
  mutant(
    "a notice that names a state of the journal between two counts",
    "NOTICE_STATE",
    () => naming((size) => size + 1),
    frozen,
  ),
  mutant("a notice that passes over the last count", "NOTICE_STATE", () => naming(() => 1), frozen),
  mutant(
    "a notice that keeps silent about what was entered before it",
    "NOTICE_STATE",
    () => noticed(hiding()),
    frozen,
  ),
]

/** The third notice names another state of the journal than the last one that was public. */
function naming(sizeOf: (size: number) => number): ReturnType<typeof noticed> {
  let known: Recorder | undefined
  const made = noticed({
    notice: (notice, number) => {
      if (number !== 3 || known === undefined) return notice
      return { ...notice, journal: journalAt(known, sizeOf(notice.journal.size)) }
    },
  })
  return {
    ...made,
    files: (files, recorder) => {
      known = recorder
      made.files?.(files, recorder)
    },
  }
}

/** The register names the third notice only after the fourth. */
function inAnotherOrder(): NoticeTampering {
  const kept: Entry[] = []
  return {
    entry: (tells, number) => {
      if (number === 3) kept.push(tells)
      return number === 3 ? [] : number === 4 ? [tells, ...kept] : [tells]
    },
  }
}

/** The last notice names the register as it was before the incident was opened again. */
function hiding(): NoticeTampering {
  const states: Notice["register"][] = []
  return {
    night: (all) => [...all.slice(0, -1), { at: "2026-11-21T12:00:00Z", by: ["petra"], tells: late }, ...all.slice(-1)],
    notice: (notice, number) => {
      states.push(notice.register)
      return number === 4 ? { ...notice, register: states[2] ?? notice.register } : notice
    },
  }
}

const others: readonly Mutant[] = [
  changed(
    "a notice dated before the one before it",
    "NOTICE_TIME",
    head(2, () => ({ at: Date.UTC(2026, 10, 20, 20, 59) })),
  ),
  changed(
    "a notice dated after its entry",
    "NOTICE_TIME",
    head(4, ({ at: instant }) => ({ at: instant + 120_000 })),
  ),
  changed(
    "a notice that does not answer what was due",
    "NOTICE_DUE",
    head(3, () => ({ answers: [] })),
  ),
  changed(
    "a notice that answers what was not due",
    "NOTICE_DUE",
    head(1, () => ({ answers: [1, 2] })),
  ),
  changed(
    "a notice that answers what was answered",
    "NOTICE_DUE",
    head(4, () => ({ answers: [2] })),
  ),
  changed(
    "a notice that corrects a line that is not there",
    "NOTICE_REFERENCE",
    head(4, () => ({ corrects: [{ notice: 2, line: 999 }] })),
  ),
  changed(
    "a notice that corrects an empty line",
    "NOTICE_REFERENCE",
    head(4, () => ({ corrects: [{ notice: 1, line: 9 }] })),
  ),
  changed(
    "a notice that corrects a later one",
    "NOTICE_REFERENCE",
    head(2, () => ({ corrects: [{ notice: 3, line: outageLine }] })),
  ),
  changed(
    "a notice that cites an incident that nobody entered",
    "NOTICE_REFERENCE",
    head(2, () => ({ cites: [2] })),
  ),
  mutant(
    "a notice in an election of a format without notices",
    "FILE_UNKNOWN",
    () => ({
      files: (files) => void files.set(nth(1), new TextEncoder().encode("a notice\n")),
    }),
    { short: true, until: "open", format: 2 },
  ),
  mutant(
    "a number of signatures in the definition of a format without notices",
    "DEFINITION_FAULTY",
    () => ({
      definition: (text) => text.replace("  cell: 2", "  cell: 2\n  notices: { signatures: 2 }"),
    }),
    { short: true, until: "open", format: 2 },
  ),
]

/** The notices of a record: what the authority said while the vote went on. */
export const noticeMutants: readonly Mutant[] = [...told, ...figures, ...structure, ...states, ...others]
