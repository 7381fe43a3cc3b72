import { authorityFingerprint } from "../authority/queries.ts"
import type { AuthorityTable } from "../authority/table.ts"
import { encodePoint } from "../belenios/group.ts"
import { electionKey, parseTrustees, publicKeysOf, trusteesBody } from "../belenios/trustees.ts"
import { base64, utf8, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import type { ElectionTable } from "../definition/table.ts"
import type { Sha256 } from "../journal/event.ts"
import { append, entriesOfType, journalRoot, lastEntry, requirePhase } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import type { NoteFault } from "../notes/note.ts"
import type { Store } from "../store/store.ts"
import { type CeremonyAnswer, type CeremonyState, dueStep, trusteeItems } from "./ceremony.ts"
import { certifiedKeys, isSignedCeremony } from "./certified-queries.ts"
import { type Holder, holdersOf } from "./holder.ts"
import type { JournalPoint } from "./journal-point.ts"
import { parseReply, type Request } from "./message.ts"
import { provenPossessions, provenTrustees, type ProvenTrustees, trusteesOf } from "./proven-queries.ts"
import { openSignedReply } from "./signed-reply.ts"
import type { Trustee, TrusteesTable } from "./table.ts"
import type { CeremonyStep, Task } from "./task.ts"
import type { TranscribedReply } from "./transcript.ts"

/** The tables that operations on the keys of the urn need. */
export interface TrusteesFile {
  readonly store: Store
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
  readonly trustees: TrusteesTable
}

/** The keys that a ceremony made. */
export interface Established {
  /** The election's public key, as the text of a point. */
  readonly key: string
  /** The hash of the trustees structure. */
  readonly trustees: Sha256
  readonly holders: readonly Trustee[]
}

/** @throws UrneError `trustees-established`, `election-file-altered` */
export function requireNoTrustees(file: Omit<TrusteesFile, "store" | "authority">): void {
  if (provenTrustees(file) !== undefined) throw new UrneError("trustees-established", {})
}

/** @throws UrneError `trustees-absent`, `election-file-altered` */
export function requireTrustees(file: Omit<TrusteesFile, "store" | "authority">): ProvenTrustees {
  const row = provenTrustees(file)
  if (row === undefined) throw new UrneError("trustees-absent", {})
  return row
}

/** Returns the root of this file's journal at a size that it has reached. */
export function journalPoint(journal: JournalTable, size = journal.size()): JournalPoint {
  return { size, root: base64(journalRoot(journal, size)) }
}

/**
 * Returns the state of the ceremony: what it is about, and what the holders who are elsewhere have answered. It began
 * when the authority was constituted, or when it was begun anew.
 */
export function ceremonyState(file: Omit<TrusteesFile, "store">): CeremonyState {
  const { journal, election, trustees } = file
  const { uuid, rehearsal, definition } = election.get()
  const origin = originOf(journal)
  return {
    uuid,
    rehearsal,
    authority: requireAuthority(file),
    election: definition.name,
    origin: journalPoint(journal, origin),
    holders: holdersOf(definition.trustees),
    answers: isSignedCeremony(file)
      ? storedReplies(file, origin).map(({ holder, answer }) => ({ holder, answer }))
      : trustees.replies(origin).map(({ holder, reply }) => {
          const { answer } = parseReply(utf8(reply), holder)
          return { holder, answer: answer as CeremonyAnswer["answer"] }
        }),
  }
}

/** A signed reply as it was received. */
export interface StoredNote extends TranscribedReply {
  readonly answer: CeremonyAnswer["answer"]
}

/**
 * Lists the signed replies of the ceremony that began with this journal entry. Each is verified again as it is read, so
 * nobody who can write to the file can answer for a holder.
 *
 * @throws UrneError `reply-not-by-holder`
 */
export function storedReplies(file: Omit<TrusteesFile, "store">, origin: number): readonly StoredNote[] {
  if (!isSignedCeremony(file)) return []
  const { uuid } = file.election.get()
  const keys = certifiedKeys(file)
  return file.trustees.replies(origin).map(({ holder, step, reply: source }) => {
    const opened = openSignedReply(source, keys.get(holder) ?? [])
    const refused = (fault: NoteFault) =>
      new UrneError("reply-not-by-holder", { path: `${holder} ${step}`, holder, fault })
    if ("fault" in opened) throw refused(opened.fault)
    const { reply } = opened
    if (reply.uuid !== uuid || reply.origin.size !== origin) throw refused("origin")
    if (reply.holder !== holder || reply.answer.step !== step) throw refused("form")
    return { holder, step, source, answer: reply.answer }
  })
}

/** Returns the trust anchor of this file. @throws UrneError `act-needed` before the constitution */
export function requireAuthority(file: Pick<TrusteesFile, "authority" | "journal">): Sha256 {
  const anchor = authorityFingerprint(file)
  if (anchor === undefined) throw new UrneError("act-needed", { kind: "constitute" })
  return anchor
}

/** Makes a request to a holder once the keys are made. */
export function requestTo(file: Omit<TrusteesFile, "store">, holder: string, task: Task): Request {
  const { uuid, rehearsal, definition } = file.election.get()
  return { uuid, rehearsal, authority: requireAuthority(file), election: definition.name, holder, task }
}

function originOf(journal: JournalTable): number {
  const restarted = lastEntry(journal, "trustees.restarted")
  if (restarted !== undefined) return restarted.number
  for (const { number, event } of entriesOfType(journal, "act.effective"))
    if (event.kind === "constitute") return number
  throw new UrneError("act-needed", { kind: "constitute" })
}

/**
 * Records the keys of a complete ceremony, in the caller's transaction. Everything is read back as `verify` will read
 * it. A fault found here is a bug, or the work of a holder who fooled every earlier check, so it stops everything.
 *
 * @throws UrneError `wrong-phase`, `trustees-established`, `faulty-artefact`
 */
export function establish(file: TrusteesFile, ceremony: CeremonyState, now: number): Established {
  const { journal, trustees } = file
  requirePhase(journal, now, "constituted")
  requireNoTrustees(file)
  const body = trusteesBody(trusteeItems(ceremony))
  const { value: items, findings } = parseTrustees(body, "trustees")
  if (items === undefined) throw new UrneError("faulty-artefact", { path: "trustees", findings })
  const keys = publicKeysOf(items)
  if (keys.length !== ceremony.holders.length) throw new Error("as many keys as holders")
  const publicKey = encodePoint(electionKey(items))
  const rows = trusteesOf(
    ceremony.holders,
    keys.map((key) => encodePoint(key.publicKey)),
  )
  trustees.establish({ body: utf8Text(body) ?? "", publicKey }, rows)
  const established = { key: publicKey, trustees: hashOf(body) }
  append(journal, now, { type: "trustees.established", ...established })
  return { ...established, holders: rows }
}

function hashOf(body: Uint8Array | string): Sha256 {
  return `sha256:${sha256Hex(body)}`
}

/** Finds a holder of a definition. @throws UrneError `holder-unknown` */
export function holderOf(holders: readonly Holder[], id: string): Holder {
  const holder = holders.find((each) => each.id === id)
  if (holder === undefined)
    throw new UrneError("holder-unknown", { holder: id, holders: holders.map((each) => each.id) })
  return holder
}

/** What each holder has done, and still has to do. */
export interface TrusteesStatus {
  readonly state: "not-begun" | "under-way" | "established"
  readonly key: string | undefined
  readonly needed: number | undefined
  readonly holders: readonly HolderStatus[]
}

export interface HolderStatus {
  readonly owner: number
  readonly holder: string
  readonly kind: Trustee["kind"]
  readonly publicKey: string | undefined
  /** The steps that it has answered in a ceremony held apart. */
  readonly done: readonly CeremonyStep[]
  /** The step that it has to answer now. */
  readonly due: CeremonyStep | undefined
  /** The size of the journal at its last proof of possession. */
  readonly checked: number | undefined
}

/** @throws UrneError `act-needed` before the constitution, `election-file-altered` */
export function trusteesStatus(file: Omit<TrusteesFile, "store">): TrusteesStatus {
  const { election } = file
  const row = provenTrustees(file)
  const ceremony = ceremonyState(file)
  const possessions = provenPossessions(file)
  const known = new Map(row?.holders.map((trustee) => [trustee.owner, trustee]))
  const begun = ceremony.answers.length > 0
  return {
    state: row !== undefined ? "established" : begun ? "under-way" : "not-begun",
    key: row?.publicKey,
    needed: election.get().definition.trustees.threshold?.needed,
    holders: ceremony.holders.map((holder) => ({
      owner: holder.owner,
      holder: holder.id,
      kind: holder.place === undefined ? "mandatory" : "threshold",
      publicKey: known.get(holder.owner)?.publicKey,
      done: ceremony.answers.filter((each) => each.holder === holder.id).map(({ answer }) => answer.step),
      due: row === undefined ? dueStep(ceremony, holder) : undefined,
      checked: possessions.findLast(({ owner }) => owner === holder.owner)?.size,
    })),
  }
}
