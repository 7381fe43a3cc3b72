/**
 * Proves the result of the key ceremony, and the proofs of possession since, against the journal: rows of the file are
 * only copies.
 */
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { tryParseJson } from "../core/json.ts"
import type { ElectionTable } from "../definition/table.ts"
import { entriesOfType, lastEntry } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { type Holder, holdersOf } from "./holder.ts"
import type { StoredPossession, Trustee, TrusteesRow, TrusteesTable } from "./table.ts"

interface CeremonyFile {
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly trustees: Pick<TrusteesTable, "get" | "all">
}

/** The keys of an election, with the holders in the order of their numbers. */
export interface ProvenTrustees extends TrusteesRow {
  readonly holders: readonly Trustee[]
}

/**
 * Returns the structure whose hash is in the journal, with the holders that it and the definition give, or `undefined`
 * before the ceremony is over. The keys of holders are read nowhere else.
 *
 * @throws UrneError `election-file-altered` where the file holds others; it names the first holder that differs
 */
export function provenTrustees({ journal, election, trustees }: CeremonyFile): ProvenTrustees | undefined {
  const established = lastEntry(journal, "trustees.established")?.event
  const row = trustees.get()
  const stored = trustees.all()
  if (established === undefined && row === undefined && stored.length === 0) return undefined
  const isTheirs = established?.trustees === `sha256:${sha256Hex(row?.body ?? "")}`
  if (row === undefined || !isTheirs || established.key !== row.publicKey) throw altered("trustees")
  const holders = trusteesOf(holdersOf(election.get().definition.trustees), publicKeysIn(row.body))
  for (const [index, holder] of holders.entries()) {
    if (!isSame(holder, stored[index])) throw altered(holder.holder)
  }
  const [stranger] = stored.slice(holders.length)
  if (stranger !== undefined) throw altered(stranger.holder)
  return { ...row, holders }
}

/** Lists the holders of the keys; none before the ceremony is over. @throws UrneError `election-file-altered` */
export function provenHolders(file: CeremonyFile): readonly Trustee[] {
  return provenTrustees(file)?.holders ?? []
}

/** Pairs the keys of a ceremony with their holders. @param keys - in the order of the holders, as texts of points */
export function trusteesOf(holders: readonly Holder[], keys: readonly string[]): readonly Trustee[] {
  return holders.map(({ id, owner, place }, index) => {
    const publicKey = keys[index]
    if (publicKey === undefined) throw new Error(`${id} has no key`)
    return { owner, holder: id, kind: place === undefined ? "mandatory" : "threshold", publicKey }
  })
}

/**
 * One item of the structure, as `trusteesBody` wrote it. The hash of the structure was compared, so nothing else can
 * stand there.
 */
type Item =
  | readonly ["Single", { readonly public_key: string }]
  | readonly ["Pedersen", { readonly verification_keys: readonly { readonly public_key: string }[] }]

function publicKeysIn(body: string): readonly string[] {
  const items = tryParseJson(body) as unknown as readonly Item[]
  return items.flatMap(([kind, content]) =>
    kind === "Single" ? [content.public_key] : content.verification_keys.map((key) => key.public_key),
  )
}

function isSame(a: Trustee, b: Trustee | undefined): boolean {
  return a.owner === b?.owner && a.holder === b.holder && a.kind === b.kind && a.publicKey === b.publicKey
}

/**
 * Lists the proofs of possession that the journal records, each with the note whose hash is there.
 *
 * @throws UrneError `election-file-altered` where the file holds others, or lacks one
 */
export function provenPossessions({
  journal,
  trustees,
}: {
  readonly journal: JournalTable
  readonly trustees: Pick<TrusteesTable, "possessions">
}): readonly StoredPossession[] {
  const recorded = new Map<string, string | undefined>()
  for (const { event } of entriesOfType(journal, "trustees.checked")) {
    recorded.set(`${event.owner} ${event.checkpoint}`, event.note)
  }
  const stored = trustees.possessions()
  for (const { owner, size, note } of stored) {
    const at = `${owner} ${size}`
    const hash = typeof note === "string" ? `sha256:${sha256Hex(note)}` : undefined
    if (!recorded.has(at) || recorded.get(at) !== hash) throw altered(at)
    recorded.delete(at)
  }
  for (const at of recorded.keys()) throw altered(at)
  return stored
}

function altered(at: string): UrneError {
  return new UrneError("election-file-altered", { part: "trustees", at })
}
