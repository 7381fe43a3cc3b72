import { base64 } from "../../core/bytes.ts"
import { finding, type Finding } from "../../core/finding.ts"
import { growingTree, leafHash } from "../../notes/merkle.ts"
import type { OpenReport } from "../open-report.ts"

/** States that the journal had this root at this size, by somebody who signed it. */
export interface RootClaim {
  /** Who claims it: an act, a checkpoint, a receipt. */
  readonly at: string
  readonly size: number
  /** Base64 of 32 bytes. */
  readonly root: string
  /**
   * Set where the claim comes from the reader and not from the record. Whether it counts is decided where the urn's key
   * is known.
   */
  readonly asked?: true
}

/**
 * Compares the Merkle tree of the entries, as it grows, with every root that was signed.
 *
 * @param kept - the sizes at which the root is kept, for proofs that rest on it and do not name it
 */
export function rootComparison(
  claims: readonly RootClaim[],
  kept: ReadonlySet<number>,
  report: OpenReport,
): {
  readonly add: (body: string) => void
  readonly end: () => void
  readonly root: () => string
  /** Lists how the journal contradicts the claims of the reader. */
  readonly against: () => readonly Finding[]
  /** The roots that were kept, in base64, by the size of the journal. */
  readonly rootsAt: ReadonlyMap<number, string>
} {
  const tree = growingTree()
  const waiting = claims.toSorted((a, b) => a.size - b.size)
  const against: Finding[] = []
  const rootsAt = new Map<number, string>()
  let next = 0
  function contradict(claim: RootClaim, found: Finding): void {
    if (claim.asked === true) against.push(found)
    else report.add([found])
  }
  function compare(): void {
    for (let claim = waiting[next]; claim?.size === tree.size(); claim = waiting[++next]) {
      if (claim.root === base64(tree.root())) continue
      contradict(claim, finding("JOURNAL_ROOT", claim.at, { size: claim.size }))
    }
  }
  return {
    add(body) {
      // Nobody signs the empty journal, but a receipt or an act may name it.
      if (tree.size() === 0) compare()
      tree.add(leafHash(body))
      if (kept.has(tree.size())) rootsAt.set(tree.size(), base64(tree.root()))
      compare()
    },
    end() {
      for (const claim of waiting.slice(next)) {
        contradict(claim, finding("JOURNAL_CUT", claim.at, { size: claim.size, entries: tree.size() }))
      }
      report.done("I3", claims.length)
    },
    root: () => base64(tree.root()),
    against: () => against,
    rootsAt,
  }
}
