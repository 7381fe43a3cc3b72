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

/** Compares the Merkle tree of the entries, as it grows, with every root that was signed. */
export function rootComparison(
  claims: readonly RootClaim[],
  report: OpenReport,
): {
  readonly add: (body: string) => void
  readonly end: () => void
  readonly root: () => string
  /** Lists how the journal contradicts the claims of the reader. */
  readonly against: () => readonly Finding[]
} {
  const tree = growingTree()
  const waiting = claims.toSorted((a, b) => a.size - b.size)
  const against: Finding[] = []
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
  }
}
