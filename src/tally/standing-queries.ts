import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import type { MissingShares } from "../core/refusals.ts"
import { isBeyond } from "../core/vocabulary.ts"
import { currentPhase, entriesOfType, lastEntry } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { provenHolders } from "../trustees/proven-queries.ts"
import type { Trustee } from "../trustees/table.ts"
import type { TallyFile } from "./computed-queries.ts"
import type { StoredShare, TallyTable } from "./table.ts"

/** Who has decrypted so far. */
export interface DecryptionStanding {
  /** The holders whose shares count. */
  readonly given: readonly string[]
  /** The shares that the result still needs, by group of holders. */
  readonly missing: readonly MissingShares[]
  /** Whether the result was proclaimed, once no share is missing. */
  readonly proclaimed: boolean
}

interface SharesFile {
  readonly journal: JournalTable
  readonly tally: TallyTable
}

/**
 * Lists the shares that count by the journal: received, and not refused since. Each row must be the share whose hash
 * the entry names, and there must be no other rows.
 *
 * @throws UrneError `election-file-altered`
 */
export function standingShares({ journal, tally }: SharesFile): readonly StoredShare[] {
  const wanted = new Map<number, string>()
  for (const { event } of entriesOfType(journal, "tally.share-received")) wanted.set(event.owner, event.share)
  for (const { event } of entriesOfType(journal, "tally.share-refused")) {
    if (wanted.get(event.owner) === event.share) wanted.delete(event.owner)
  }
  const rows = tally.standing()
  const strange = rows.find(({ owner, body, sha256 }) => {
    return sha256Hex(body) !== sha256 || wanted.get(owner) !== `sha256:${sha256}`
  })
  const [missing] = [...wanted.keys()].filter((owner) => rows.every((row) => row.owner !== owner))
  const owner = strange?.owner ?? missing
  if (owner !== undefined) throw new UrneError("election-file-altered", { part: "shares", at: `share ${owner}` })
  return rows
}

/** Lists the shares that the result still needs, by group of holders. */
export function missingShares(file: TallyFile): readonly MissingShares[] {
  const { election } = file
  const holding = provenHolders(file)
  const given = new Set(standingShares(file).map(({ owner }) => owner))
  const absent = (kind: Trustee["kind"]) => holding.filter((each) => each.kind === kind && !given.has(each.owner))
  const mandatory = absent("mandatory").map(({ holder }) => ({ needed: 1, holders: [holder] }))
  const threshold = absent("threshold").map(({ holder }) => holder)
  const { needed, holders } = election.get().definition.trustees.threshold ?? { needed: 0, holders: [] }
  const wanted = needed - (holders.length - threshold.length)
  return wanted > 0 ? [...mandatory, { needed: wanted, holders: threshold }] : mandatory
}

/**
 * Says how far the decryption has come, once the urn is unsealed.
 *
 * @param now - in milliseconds
 * @throws UrneError `election-file-altered`
 */
export function decryptionStanding(file: TallyFile, now: number): DecryptionStanding | undefined {
  const phase = currentPhase(file.journal, now)
  if (!isBeyond(phase, ["frozen"]) || phase === "annulled") return undefined
  const counted = new Set(standingShares(file).map(({ owner }) => owner))
  const given = provenHolders(file).flatMap(({ owner, holder }) => (counted.has(owner) ? [holder] : []))
  const missing = lastEntry(file.journal, "tally.result") === undefined ? missingShares(file) : []
  return { given, missing, proclaimed: phase === "proclaimed" }
}
