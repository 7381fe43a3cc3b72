/** Reads urgent suspensions, and says whether members may suspend the vote at once. */
import { type Act, actHash, actText } from "../authority/act.ts"
import type { Authority } from "../authority/authority.ts"
import type { Member } from "../authority/constitution.ts"
import { membersWhoSigned } from "../authority/members-who-signed.ts"
import { type DecidedFile, effectiveActs, provenActs, provenAuthority } from "../authority/proven-acts.ts"
import { UrneError } from "../core/error.ts"
import { hasFeature } from "../core/format.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { ActKind } from "../core/vocabulary.ts"
import type { UrgentRule } from "../definition/definition.ts"
import { requireLine } from "../definition/plain-text.ts"
import type { ElectionTable } from "../definition/table.ts"
import { timeAfterLast } from "../journal/clock-queries.ts"
import type { JournalEntry } from "../journal/entry-index-queries.ts"
import type { Sha256, UrnSuspended } from "../journal/event.ts"
import { electionFormat, entriesOfType, requirePhase } from "../journal/operations.ts"
import { parseNote } from "../notes/note.ts"
import {
  parseUrgentSuspension,
  type UrgentSuspension,
  urgentSuspensionHash,
  urgentSuspensionText,
} from "../notes/urgent-suspension.ts"
import { currentClosing } from "./hours-queries.ts"
import type { UrnTable } from "./table.ts"
import { endOf, outOfTime, signersNeeded } from "./urgent-rule.ts"

export interface UrgentFile extends DecidedFile {
  readonly election: ElectionTable
  readonly urn: Pick<UrnTable, "urgent">
}

/** An urgent suspension that took effect, with those who signed it. */
export interface IssuedSuspension {
  readonly suspension: UrgentSuspension
  readonly note: string
  /** From when on the vote was suspended, in milliseconds, and the number of the entry that says so. */
  readonly from: number
  readonly entry: number
  readonly signers: readonly Member[]
}

/**
 * Lists the urgent suspensions of the vote, each proved: it is the one that the journal names, and the members of its
 * time signed it as the definition demands.
 *
 * @throws UrneError `election-file-altered`, `entry-altered`
 */
export function urgentSuspensions(file: UrgentFile): readonly IssuedSuspension[] {
  const entries = [...entriesOfType(file.journal, "urn.suspended")]
  const stored = file.urn.urgent.all()
  if (entries.length !== stored.length) throw altered(Math.min(entries.length, stored.length) + 1)
  return entries.map((entry, i) => {
    const issued = issuedSuspension(file, entry, i + 1, stored[i]?.note ?? "")
    const before = entries[i - 1]
    const isAnswered = before === undefined || answeredBetween(file, before.number, entry.number)
    if (issued === undefined || !isAnswered) throw altered(i + 1)
    return issued
  })
}

/** Whether the authority took a stand on a suspension between two entries of the journal. */
function answeredBetween(file: DecidedFile, after: number, before: number): boolean {
  return provenActs(file).some(
    ({ act, effect = 0 }) => effect > after && effect < before && answering.includes(act.kind),
  )
}

function altered(number: number): UrneError {
  return new UrneError("election-file-altered", { part: "suspensions", at: String(number) })
}

function issuedSuspension(
  file: UrgentFile,
  { number: entry, event }: JournalEntry<UrnSuspended>,
  number: number,
  source: string,
): IssuedSuspension | undefined {
  const rule = urgentRule(file)
  const note = parseNote(source)
  const suspension = parseUrgentSuspension(note?.text ?? "")
  const { uuid, rehearsal } = file.election.get()
  if (rule === undefined || note === undefined || suspension === undefined) return undefined
  const before = provenActs(file).filter(({ effect }) => effect !== undefined && effect < entry)
  const last = before.at(-1)?.act
  const members = provenAuthority(file, (last?.number ?? 0) + 1)?.members ?? []
  const signers = membersWhoSigned(note, members)
  const from = parseInstant(event.at) ?? NaN
  const { at, until, closes, after } = suspension
  const isNamed = event.note === urgentSuspensionHash(source) && event.number === number
  const isOfThis = suspension.uuid === uuid && suspension.rehearsal === rehearsal && suspension.number === number
  const isAfter = last !== undefined && after.act === last.number && after.text === actHash(actText(last))
  const isRuled = until === endOf(rule, at, closes) && outOfTime(suspension, from) === undefined
  const isStated = instantOrNone(event.until) === until && parseInstant(event.closes) === closes
  if (!isNamed || !isOfThis || !isAfter || !isRuled || !isStated) return undefined
  if (signers === undefined || signers.length < signersNeeded(rule, members)) return undefined
  return { suspension, note: source, from, entry, signers }
}

function instantOrNone(text: string | undefined): number | undefined {
  return text === undefined ? undefined : (parseInstant(text) ?? NaN)
}

/** What the definition says of urgent suspensions, where it and the format of the election allow them. */
function urgentRule({ election, journal }: Pick<UrgentFile, "election" | "journal">): UrgentRule | undefined {
  if (!hasFeature(electionFormat(journal), "urgent-suspension")) return undefined
  return election.get().definition.authority.urgentSuspension
}

/** Acts by which the authority takes a stand on a suspension, after which members may suspend the vote once more. */
const answering: readonly ActKind[] = ["suspend", "resume", "extend"]

/**
 * Requires that members may suspend the vote urgently now, if enough of them sign.
 *
 * @param now - in milliseconds
 * @throws UrneError `urgent-not-allowed`, `urgent-unanswered`, `wrong-phase`, `clock-went-back`, `clock-far-ahead`, and
 * what `urgentSuspensions` throws
 */
export function requireUrgentAllowed(
  file: UrgentFile,
  now: number,
): { readonly rule: UrgentRule; readonly before: number } {
  const rule = urgentRule(file)
  const format = hasFeature(electionFormat(file.journal), "urgent-suspension")
  if (rule === undefined) throw new UrneError("urgent-not-allowed", { reason: format ? "definition" : "format" })
  requirePhase(file.journal, now, "open")
  const issued = urgentSuspensions(file)
  const unanswered = unansweredSuspension(file, issued)
  if (unanswered !== undefined) throw new UrneError("urgent-unanswered", { since: instantText(unanswered.from) })
  return { rule, before: issued.length }
}

/** An urgent suspension before it is signed. */
export interface DraftSuspension {
  readonly suspension: UrgentSuspension
  readonly text: string
  /** How many members have to sign it. */
  readonly needed: number
  readonly members: Authority["members"]
  /** The last act in effect, which the text names. */
  readonly last: Act
}

/**
 * Drafts an urgent suspension of the vote.
 *
 * @param at - in milliseconds: of the draft, whose text is made again when it is signed; the clock by default
 * @throws UrneError `invalid-option`, and what `requireUrgentAllowed` throws
 */
export function draftSuspension(file: UrgentFile, reason: string, now: number, at?: number): DraftSuspension {
  const { rule, before } = requireUrgentAllowed(file, now)
  requireLine("--reason", reason)
  const { uuid, rehearsal } = file.election.get()
  const made = Math.floor((at ?? timeAfterLast(file.journal, now)) / 1000) * 1000
  const closes = currentClosing(file)
  const authority = provenAuthority(file)
  const members = authority?.members ?? []
  const last = lastEffective(file)
  const suspension: UrgentSuspension = {
    ...{ rehearsal, uuid, number: before + 1, at: made, closes, reason },
    until: endOf(rule, made, closes),
    after: { act: last.number, text: actHash(actText(last)) },
  }
  return { suspension, text: urgentSuspensionText(suspension), needed: signersNeeded(rule, members), members, last }
}

/**
 * Returns the last urgent suspension if the authority has not decided about it yet.
 *
 * @param issued - all of them, in order
 * @throws UrneError `act-altered`, and what `urgentSuspensions` throws
 */
export function unansweredSuspension(
  file: UrgentFile,
  issued: readonly IssuedSuspension[] = urgentSuspensions(file),
): IssuedSuspension | undefined {
  const last = issued.at(-1)
  return last === undefined || answeredBetween(file, last.entry, Infinity) ? undefined : last
}

/** SHA-256 of the text that constituted the authority: the trust anchor. @throws UrneError `act-altered` */
export function authorityAnchor(file: DecidedFile): Sha256 {
  const [constitution] = effectiveActs(file, "constitute")
  return actHash(actText(must(constitution, "the act that constitutes the authority")))
}

function lastEffective(file: DecidedFile): Act {
  const last = provenActs(file).findLast(({ effect }) => effect !== undefined)
  return must(last, "the act that opened an urn which is open").act
}
