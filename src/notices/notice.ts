/** A notice as it is signed: a head for programs, then the text for people. */
import { base64, fromBase64 } from "../core/bytes.ts"
import { sha256Hex } from "../core/hash.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import type { Sha256 } from "../journal/event.ts"

/** A state of a log, by which whoever reads the record finds what a notice was made of. */
export interface NamedState {
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
}

/** A line of an earlier notice (from 1 on) that was wrong. */
export interface CorrectedLine {
  readonly notice: number
  readonly line: number
}

/** What the text for people is computed from, besides the record. */
export interface NoticeHead {
  readonly rehearsal: boolean
  readonly uuid: string
  /** From 1 on. */
  readonly number: number
  /** The notice before this one, with its signatures; `undefined` for the first. */
  readonly after: Sha256 | undefined
  /** Milliseconds, whole seconds. */
  readonly at: number
  readonly journal: NamedState
  readonly register: NamedState
  /** The instants of the definition that this notice answers, by their numbers from 1 on. Only the last of them was met. */
  readonly answers: readonly number[]
  readonly corrects: readonly CorrectedLine[]
  /** The incidents that the statement speaks of. */
  readonly cites: readonly number[]
}

export interface Notice extends NoticeHead {
  /** What the authority states freely. Nothing of it is proven. */
  readonly statement: readonly string[]
}

/** How many lines of the same kind a head may have: more than any definition has hours. */
const mostNamed = 9999

/** The longest text, in UTF-16 units: many times that of any evening. */
export const longestNotice = 300_000

/** The longest statement, in lines and in UTF-16 units. */
export const longestStatement = { lines: 40, units: 4000 } as const

/** What stands before each line of a statement, and before no other line. */
const quoted = "> "

function firstLine(rehearsal: boolean): string {
  return rehearsal ? "urne rehearsal notice v1" : "urne notice v1"
}

export function headLines(head: NoticeHead): readonly string[] {
  const { rehearsal, uuid, number, after, at, journal, register, answers, corrects, cites } = head
  return [
    firstLine(rehearsal),
    `election ${uuid}`,
    `notice ${number}`,
    `after ${after ?? "none"}`,
    `at ${instantText(at)}`,
    `journal ${journal.size} ${base64(journal.root)}`,
    `register ${register.size} ${base64(register.root)}`,
    ...answers.map((due) => `answers ${due}`),
    ...corrects.map(({ notice, line }) => `corrects ${notice} line ${line}`),
    ...cites.map((incident) => `cites ${incident}`),
  ]
}

/** Splits the text for people, after the head, into its sections, line by line. */
export function sectionsOf(text: string): readonly (readonly string[])[] {
  return text
    .trimEnd()
    .split("\n\n")
    .slice(1)
    .map((section) => section.split("\n"))
}

export function statementLines(statement: readonly string[]): readonly string[] {
  return statement.map((line) => `${quoted}${line}`)
}

/** Returns what a line of the text states freely, or `undefined` where it is none of the statement. */
export function statedLine(line: string): string | undefined {
  return line.startsWith(quoted) ? line.slice(quoted.length) : undefined
}

/**
 * Reads the head of a notice and what it states freely. Returns `undefined` unless the head, written again, is the same.
 * Whether the text for people is right is another question.
 *
 * @param text - of the note, without its signatures
 */
export function parseNotice(text: string): Notice | undefined {
  const lines = text.split("\n")
  const end = lines.indexOf("")
  const [first, ...rest] = lines.slice(0, Math.max(0, end))
  const values = new Map<string, string[]>()
  for (const line of rest) {
    const space = line.indexOf(" ")
    const key = line.slice(0, Math.max(0, space))
    values.set(key, [...(values.get(key) ?? []), line.slice(space + 1)])
  }
  const one = (key: string) => values.get(key)?.[0] ?? ""
  const some = (key: string) => values.get(key) ?? []
  const head: NoticeHead = {
    rehearsal: first === firstLine(true),
    uuid: one("election"),
    number: numberOf(one("notice")),
    after: /^sha256:[0-9a-f]{64}$/.test(one("after")) ? (one("after") as Sha256) : undefined,
    at: parseInstant(one("at")) ?? NaN,
    journal: stateOf(one("journal")),
    register: stateOf(one("register")),
    answers: some("answers").map(numberOf),
    corrects: some("corrects").map((value) => {
      const [notice = "", line = ""] = value.split(" line ")
      return { notice: numberOf(notice), line: numberOf(line) }
    }),
    cites: some("cites").map(numberOf),
  }
  const { number, at, answers, corrects, cites, register, journal } = head
  const isWhole =
    number >= 1 &&
    !Number.isNaN(at) &&
    journal.root.length === 32 &&
    register.root.length === 32 &&
    [answers, corrects, cites].every(({ length }) => length <= mostNamed)
  if (!isWhole || headLines(head).join("\n") !== [first, ...rest].join("\n")) return undefined
  const statement = lines.slice(end).flatMap((line) => statedLine(line) ?? [])
  return { ...head, statement }
}

function numberOf(text: string): number {
  return /^(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : NaN
}

function stateOf(text: string): NamedState {
  const [size = "", root = ""] = text.split(" ")
  return { size: numberOf(size), root: fromBase64(root) ?? new Uint8Array() }
}

/** The hash by which the next notice and the register name a notice, of the whole note. */
export function noticeHash(note: string): Sha256 {
  return `sha256:${sha256Hex(note)}`
}

/**
 * Makes one line of what somebody wrote freely, as a note can hold it: without control characters, and without those by
 * which a line shows something else than it says.
 */
export function plainLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]+/gu, " ")
    .trim()
}

/** Makes the lines of a statement of what was typed; empty lines are left out. */
export function statementOfText(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => {
    const plain = plainLine(line)
    return plain === "" ? [] : [plain]
  })
}
