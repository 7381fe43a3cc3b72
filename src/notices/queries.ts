/** Reads notices, each proved against the register, and makes the text of the next. */
import { provenActs } from "../authority/proven-acts.ts"
import { UrneError } from "../core/error.ts"
import { hasFeature } from "../core/format.ts"
import { must } from "../core/must.ts"
import { publicEntry } from "../incidents/public-entry.ts"
import type { Sha256 } from "../journal/event.ts"
import { logHead, logRoot } from "../journal/log-queries.ts"
import { electionFormat, entriesOfType } from "../journal/operations.ts"
import { parseNote } from "../notes/note.ts"
import { nextInstant } from "../register/instant-queries.ts"
import { provedRegister, type RegisterFile, registerEntries } from "../register/queries.ts"
import { termsAt } from "../register/writer.ts"
import { type LedgerFile, urnLedger } from "../urn/ledger-queries.ts"
import {
  type DueNotice,
  type EarlierNotice,
  type NoticeFacts,
  noticeFacts,
  type NoticeGround,
  unanswered,
} from "./facts.ts"
import { noticeText } from "./notice-text.ts"
import {
  type CorrectedLine,
  longestNotice,
  longestStatement,
  type NamedState,
  type Notice,
  noticeHash,
  parseNotice,
} from "./notice.ts"
import { membersAmong, noticeSigners, signaturesNeeded } from "./signatures.ts"
import type { NoticeTable } from "./table.ts"
import { isPoint, type ToldEntry, toldOfAct, toldTypes } from "./told.ts"

/** The tables from which notices are made and proved. */
export interface NoticeFile extends RegisterFile, LedgerFile {
  readonly notices: NoticeTable
}

export interface IssuedNotice extends EarlierNotice {
  readonly number: number
  /** The signed note. */
  readonly note: string
  readonly hash: Sha256
  /** The number of the entry of the register, and its instant in milliseconds. */
  readonly entry: number
  readonly entered: number
  /** The members who signed. */
  readonly signers: readonly string[]
}

/**
 * Lists the notices that were issued, each of them proved: the register names it by its hash, and it names the one before.
 *
 * @throws UrneError `election-file-altered`, `entry-altered`, `act-altered`
 */
export function issuedNotices(file: NoticeFile): readonly IssuedNotice[] {
  if (!hasFeature(electionFormat(file.journal), "notices")) return []
  const stored = file.notices.all()
  const entered = registerEntries(file, "notice.issued")
  const { terms } = provedRegister(file)
  if (entered.length !== stored.length) throw altered(Math.min(entered.length, stored.length) + 1)
  let before: Sha256 | undefined
  return stored.map(({ number, note: source }, i): IssuedNotice => {
    const { entry, number: place, at } = must(entered[i], "the entry of a notice")
    const hash = noticeHash(source)
    const note = parseNote(source)
    const notice = parseNotice(note?.text ?? "")
    const isWhole =
      number === i + 1 &&
      entry.number === number &&
      entry.note === hash &&
      notice?.number === number &&
      notice.after === before
    if (!isWhole || note === undefined) throw altered(i + 1)
    before = hash
    const { members } = noticeSigners(note, termsAt(terms, at))
    return { number, note: source, text: note.text, notice, hash, entry: place, entered: at, signers: members }
  })
}

function altered(number: number): UrneError {
  return new UrneError("election-file-altered", { part: "notices", at: String(number) })
}

/** Lists the notices that the first entries of the register name. @throws UrneError what `issuedNotices` throws */
export function publishedNotices(file: NoticeFile, entries: number): readonly IssuedNotice[] {
  return issuedNotices(file).filter(({ entry }) => entry <= entries)
}

/** @throws UrneError `notice-absent`, and what `issuedNotices` throws */
export function requireNotice(file: NoticeFile, number: number): IssuedNotice {
  const issued = issuedNotices(file)
  const found = issued[number - 1]
  if (found === undefined) throw new UrneError("notice-absent", { number, issued: issued.length })
  return found
}

/** The notices that were issued, and those that are due. */
export interface NoticeStanding {
  readonly issued: readonly IssuedNotice[]
  /** The instants that have passed and that no notice answered. */
  readonly due: readonly DueNotice[]
  /** The next that is to come. */
  readonly next: DueNotice | undefined
}

/** @param now - in milliseconds; throws what `issuedNotices` throws */
export function noticeStanding(file: NoticeFile, now: number): NoticeStanding {
  const { definition } = file.election.get()
  const issued = issuedNotices(file)
  const all = issued.map(({ notice }) => notice)
  if (!hasFeature(electionFormat(file.journal), "notices")) return { issued, due: [], next: undefined }
  return {
    issued,
    due: unanswered(definition, all, now),
    next: unanswered(definition, all, Infinity).find(({ at }) => at > now),
  }
}

/**
 * Computes again what an issued notice says.
 *
 * @throws UrneError `election-file-altered` where its text says something else, and what `issuedNotices` throws
 */
export function factsOf(file: NoticeFile, { number, notice, text }: IssuedNotice): NoticeFacts {
  const facts = noticeFacts(groundOf(file, issuedNotices(file)), notice)
  if (facts === undefined || noticeText(facts) !== text) throw altered(number)
  return facts
}

/** How many members have to sign a notice now. @param now - in milliseconds */
export function signersOfNotice(file: RegisterFile, now: number): number {
  const { terms } = provedRegister(file)
  return signaturesNeeded(file.election.get().definition, membersAmong(termsAt(terms, nextInstant(file, now))))
}

/** What the authority adds to what is computed. */
export interface NoticeRequest {
  readonly statement: readonly string[]
  readonly cites: readonly number[]
  readonly corrects: readonly CorrectedLine[]
}

/** A notice before it is signed. */
export interface DraftNotice {
  readonly notice: Notice
  readonly text: string
}

/**
 * Makes the text of the next notice from what is published now.
 *
 * @param now - in milliseconds
 * @throws UrneError `no-register`, `notice-reference`, `notice-statement`, `notice-too-long`, `clock-went-back`, `clock-far-ahead`, and what
 * `issuedNotices` throws
 */
export function draftNotice(file: NoticeFile, request: NoticeRequest, now: number): DraftNotice {
  return file.journal.atOnce(() => draftAt(file, request, nextInstant(file, now)))
}

/**
 * Makes the same as of an instant that was shown before.
 *
 * @param named - the state of the register that the text names; by default the present one. What the register tells is
 * always what it tells now
 */
export function draftAt(file: NoticeFile, request: NoticeRequest, at: number, named?: NamedState): DraftNotice {
  const { statement, cites, corrects } = request
  const { uuid, rehearsal, definition } = file.election.get()
  const issued = issuedNotices(file)
  const ground = groundOf(file, issued)
  requireStatement(statement)
  requireReferences(ground, request)
  const point = must(ground.told.findLast(isPoint), "an entry that a notice may name").number
  const register = logHead(file.register)
  const notice: Notice = {
    ...{ rehearsal, uuid, number: issued.length + 1, after: issued.at(-1)?.hash, at },
    journal: { size: point, root: logRoot(file.journal, point) },
    register,
    answers: unanswered(
      definition,
      issued.map((one) => one.notice),
      at,
    ).map(({ number }) => number),
    ...{ corrects, cites, statement },
  }
  const facts = must(noticeFacts(ground, notice), "the facts of a notice")
  const shown = named === undefined ? notice : { ...notice, register: named }
  const text = noticeText({ ...facts, notice: shown })
  if (text.length > longestNotice) throw new UrneError("notice-too-long", { most: longestNotice })
  return { notice: shown, text }
}

function requireStatement(statement: readonly string[]): void {
  const { lines, units } = longestStatement
  if (statement.length > lines || statement.join("\n").length > units) {
    throw new UrneError("notice-statement", { lines, units })
  }
}

function requireReferences({ earlier, incidents }: NoticeGround, { cites, corrects }: NoticeRequest): void {
  const known = new Set(incidents.map(({ event }) => ("incident" in event ? event.incident : undefined)))
  for (const number of cites) {
    if (!known.has(number)) throw new UrneError("notice-reference", { what: "incident", number, line: undefined })
  }
  for (const { notice: number, line } of corrects) {
    const wrong = earlier.get(number)
    const isThere = (wrong?.text.split("\n")[line - 1] ?? "") !== ""
    if (!isThere) {
      throw new UrneError("notice-reference", { what: "notice", number, line: wrong === undefined ? undefined : line })
    }
  }
}

function groundOf(file: NoticeFile, issued: readonly IssuedNotice[]): NoticeGround {
  const told = toldEntries(file)
  const register = provedRegister(file).entries
  const isFrozen = told.some(({ event }) => event.type === "urn.frozen")
  return {
    definition: file.election.get().definition,
    told,
    incidents: register.flatMap((entry) => publicEntry(entry) ?? []),
    register,
    earlier: new Map(issued.map((one) => [one.number, one])),
    finalVoters: isFrozen ? urnLedger(file).voters : undefined,
  }
}

/**
 * Lists the entries whose state of the journal is public: a notice may name it, and whoever looks from outside may have it. Where
 * ballots come in, the last of them is what was published last, and nothing fresher is.
 *
 * @throws UrneError `act-altered`, `entry-altered`
 */
export function publicPoints(file: Pick<NoticeFile, "authority" | "journal">): readonly ToldEntry[] {
  return toldEntries(file).filter(isPoint)
}

function toldEntries(file: Pick<NoticeFile, "authority" | "journal">): readonly ToldEntry[] {
  const acts = new Map(provenActs(file).map(({ act }) => [act.number, act]))
  return toldTypes
    .flatMap((type): readonly ToldEntry[] =>
      [...entriesOfType(file.journal, type)].map(({ number, event }) => ({
        ...{ number, event },
        ...(event.type === "act.effective" ? toldOfAct(acts.get(event.act)) : {}),
      })),
    )
    .toSorted((a, b) => a.number - b.number)
}
