import { type Opening, openTally } from "../belenios/combination.ts"
import { resultBody } from "../belenios/result.ts"
import { utf8 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import type { MissingShares } from "../core/refusals.ts"
import { append, currentPhase, entriesOfType, lastEntry, requirePhase } from "../journal/operations.ts"
import { provenHolders } from "../trustees/proven-queries.ts"
import { appendAfter } from "../urn/archive-operations.ts"
import { archiveHead } from "../urn/archive-queries.ts"
import { requireTally, type TallyFile } from "./computed-queries.ts"
import { readShare, soundShares, tallyToOpen } from "./share-operations.ts"
import { missingShares } from "./standing-queries.ts"
import type { StoredShare } from "./table.ts"

/** How far the decryption has come. It holds no figure of the result. */
export interface CombinedShares {
  /** The shares that the result still waits for; none once it is there. */
  readonly missing: readonly MissingShares[]
  /** Whether the archive holds the result. */
  readonly complete: boolean
  /** Whether the authority has proclaimed the result. */
  readonly proclaimed: boolean
  /** Holders whose shares were found wrong when they were combined, and left out. */
  readonly wrong: readonly string[]
}

/**
 * Combines the shares if there are enough. The first set that gives a result goes into the archive, followed by the
 * result. A share that turns out to be wrong is refused by name. Once there is a result, the function says so.
 *
 * @throws UrneError `wrong-phase` before the unsealing, `shares-no-result` where no set gives a result
 */
export function combineShares(file: TallyFile, now: number): CombinedShares {
  const { journal } = file
  if (lastEntry(journal, "tally.result") !== undefined) {
    const proclaimed = currentPhase(journal, now) === "proclaimed"
    return { missing: [], complete: true, proclaimed, wrong: wrongHolders(file) }
  }
  requirePhase(journal, now, "unsealed")
  const standing = soundShares(file, now)
  const missing = missingShares(file)
  if (missing.length > 0) return { missing, complete: false, proclaimed: false, wrong: wrongHolders(file) }
  const { election, items, tally: encrypted, weight } = tallyToOpen(file)
  const shares = standing.map(({ owner, body }) => readShare(election, owner, body))
  const { value: opening } = openTally(items, encrypted, shares, weight, "shares")
  if (opening === undefined) {
    const holders = provenHolders(file).filter(({ owner }) => standing.some((each) => each.owner === owner))
    throw new UrneError("shares-no-result", { holders: holders.map(({ holder }) => holder) })
  }
  file.store.write(() => {
    recordOpening(file, standing, opening, now)
  })
  return { missing: [], complete: true, proclaimed: false, wrong: wrongHolders(file) }
}

/**
 * Requires that the archive holds the result. Shares that are there but were not combined yet are combined now.
 *
 * @throws UrneError `tally-absent`, `shares-missing`, and what `combineShares` throws
 */
export function requireResult(file: TallyFile, now: number): void {
  requireTally(file)
  const { missing } = combineShares(file, now)
  if (missing.length > 0) throw new UrneError("shares-missing", { groups: missing })
}

function recordOpening(file: TallyFile, standing: readonly StoredShare[], opening: Opening, now: number): void {
  const { journal, tally } = file
  requirePhase(journal, now, "unsealed")
  for (const owner of opening.wrong) {
    const wrong = standing.find((each) => each.owner === owner)
    if (wrong === undefined || !tally.refuse(owner, "SHARE_WRONG"))
      throw new UrneError("busy", { path: file.store.path })
    append(journal, now, { type: "tally.share-refused", owner, share: `sha256:${wrong.sha256}` })
  }
  let before = archiveHead(file)
  for (const owner of opening.used.toSorted((a, b) => a - b)) {
    const used = standing.find((each) => each.owner === owner)
    // Another process may have received or used a share meanwhile.
    if (used === undefined || !tally.count(owner)) throw new UrneError("busy", { path: file.store.path })
    before = appendAfter(file, before, { type: "PartialDecryption", owner, partialDecryption: utf8(used.body) })
  }
  const result = resultBody(opening.result)
  const head = appendAfter(file, before, { type: "Result", result })
  append(journal, now, {
    type: "tally.result",
    phase: "tallied",
    result: sha256Hex(result),
    height: head.height,
    head: head.hash,
  })
}

/** Lists the holders whose shares were received and later refused. Other wrong shares were refused at once. */
function wrongHolders(file: TallyFile): readonly string[] {
  const { journal } = file
  const received = new Set([...entriesOfType(journal, "tally.share-received")].map(({ event }) => keyOf(event)))
  const refused = new Set<number>()
  for (const { event } of entriesOfType(journal, "tally.share-refused")) {
    if (received.has(keyOf(event))) refused.add(event.owner)
  }
  return provenHolders(file).flatMap(({ owner, holder }) => (refused.has(owner) ? [holder] : []))
}

function keyOf({ owner, share }: { readonly owner: number; readonly share: string }): string {
  return `${owner} ${share}`
}
