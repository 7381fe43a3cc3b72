/** Reads the minutes that members signed, and proves them where they are used. */
import type { Statement } from "../authority/act.ts"
import { type Authority, authorityAfter } from "../authority/authority.ts"
import { membersWhoSigned } from "../authority/members-who-signed.ts"
import { type DecidedFile, provenActs } from "../authority/proven-acts.ts"
import { utf8 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { hasFeature } from "../core/format.ts"
import { sha256Hex } from "../core/hash.ts"
import type { Role } from "../core/vocabulary.ts"
import type { ElectionTable } from "../definition/table.ts"
import { electionFormat, lastEntry } from "../journal/operations.ts"
import { parseNote } from "../notes/note.ts"
import { type MinutesNote, parseMinutesNote } from "./note.ts"
import { areEnough } from "./signers.ts"
import { minutesHash, minutesKey, statedMinutes } from "./stated.ts"
import type { MinutesTable, StoredMinutes } from "./table.ts"

export interface MinutesFile extends DecidedFile {
  readonly election: ElectionTable
  readonly minutes: MinutesTable
}

/** Minutes that were proved: their note, and who signed it. */
export interface SignedMinutes extends StoredMinutes {
  /** `sha256:` of the signed note, as a proclamation states it. */
  readonly hash: `sha256:${string}`
  readonly of: MinutesNote
  readonly signers: readonly { readonly id: string; readonly name: string; readonly role: Role }[]
}

export function hasMinutes({ journal }: Pick<MinutesFile, "journal">): boolean {
  return hasFeature(electionFormat(journal), "minutes")
}

/**
 * Returns the minutes that were signed last, if there are any.
 *
 * @throws UrneError `election-file-altered` unless they are of this result, and enough members signed these texts
 */
export function standingMinutes(file: MinutesFile): SignedMinutes | undefined {
  const stored = file.minutes.last()
  return stored === undefined ? undefined : provedMinutes(file, stored)
}

/** Returns the minutes of which an act states the hash. @throws UrneError `election-file-altered` also where there are none */
export function minutesNamed(file: MinutesFile, hash: `sha256:${string}`): SignedMinutes {
  // Minutes that were signed twice within a second have one note, and one sound row of it is enough.
  for (const stored of file.minutes.all()) {
    const proved = minutesHash(stored.note) === hash ? soundMinutes(file, stored) : undefined
    if (proved !== undefined) return proved
  }
  throw altered(hash)
}

/** @throws UrneError `election-file-altered` */
export function provedMinutes(file: MinutesFile, stored: StoredMinutes): SignedMinutes {
  const sound = soundMinutes(file, stored)
  if (sound === undefined) throw altered(minutesHash(stored.note))
  return sound
}

/** Returns minutes if they are of this result and enough members signed these texts. */
function soundMinutes(file: MinutesFile, stored: StoredMinutes): SignedMinutes | undefined {
  const { uuid, rehearsal } = file.election.get()
  const hash = minutesHash(stored.note)
  const note = parseNote(stored.note)
  const of = note === undefined ? undefined : parseMinutesNote(note.text)
  const result = lastEntry(file.journal, "tally.result")?.event
  if (note === undefined || of === undefined || result === undefined) return undefined
  const isOfThis = of.uuid === uuid && of.rehearsal === rehearsal
  const isOfResult = of.result.height === result.height && of.result.hash === result.head
  const areTexts = of.public === textHash(stored.public) && of.full === textHash(stored.full)
  const members = membersAtResult(file)
  const signers = membersWhoSigned(note, members)
  if (!isOfThis || !isOfResult || !areTexts || signers === undefined || !areEnough(signers, members)) return undefined
  return { ...stored, hash, of, signers: signers.map(({ id, name, role }) => ({ id, name, role })) }
}

/** Returns the members of the authority when the result was there. */
export function membersAtResult(file: DecidedFile): Authority["members"] {
  const result = lastEntry(file.journal, "tally.result")?.number ?? 0
  let authority: Authority | undefined
  for (const { act, effect } of provenActs(file)) {
    if (effect !== undefined && effect <= result) authority = authorityAfter(authority, act, effect) ?? authority
  }
  return authority?.members ?? []
}

/** The hash by which a note names a text. */
export function textHash(text: string): `sha256:${string}` {
  return `sha256:${sha256Hex(utf8(text))}`
}

/**
 * Returns the proclamation in effect and what it states of the minutes, where it does not state these. The record has only
 * minutes that are stated, so that it will lack these until another proclamation names them.
 *
 * @throws UrneError `act-altered`
 */
export function unstatedBy(
  file: MinutesFile,
  { hash }: Pick<SignedMinutes, "hash">,
): { readonly act: number; readonly stated: "none" | "others" } | undefined {
  const last = provenActs(file).findLast(({ act, effect }) => act.kind === "proclaim" && effect !== undefined)
  const stated = last === undefined ? hash : statedMinutes(last.act)
  if (last === undefined || stated === hash) return undefined
  return { act: last.stored.number, stated: stated === undefined || stated === "none" ? "none" : "others" }
}

/** Makes what *proclaim* states of the minutes, which are signed before it. @throws UrneError `election-file-altered` */
export function minutesStatements(file: MinutesFile): readonly Statement[] {
  return hasMinutes(file) ? [{ key: minutesKey, value: standingMinutes(file)?.hash ?? "none" }] : []
}

function altered(at: string): UrneError {
  return new UrneError("election-file-altered", { part: "minutes", at })
}
