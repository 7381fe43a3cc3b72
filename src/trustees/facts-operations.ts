import { sha256Hex } from "../core/hash.ts"
import type { ElectionTable } from "../definition/table.ts"
import type { Sha256 } from "../journal/event.ts"
import type { TrusteesTable } from "./table.ts"

/** What the seal states of the keys of the urn. */
export interface TrusteesFacts {
  readonly mandatory: number
  /** How many of how many; none without a threshold. */
  readonly threshold: { readonly needed: number; readonly holders: number } | undefined
  readonly key: string
  readonly trustees: Sha256
  /** Holders who have not proven since the ceremony that they can use their key. */
  readonly unchecked: readonly string[]
}

interface TrusteesFactsFile {
  readonly election: ElectionTable
  readonly trustees: TrusteesTable
}

/** Nothing before the ceremony is over. */
export function trusteesFacts({ election, trustees }: TrusteesFactsFile): TrusteesFacts | undefined {
  const row = trustees.get()
  if (row === undefined) return undefined
  const { mandatory, threshold } = election.get().definition.trustees
  const proven = new Set(trustees.possessions().map(({ owner }) => owner))
  return {
    mandatory: mandatory.length,
    threshold: threshold === null ? undefined : { needed: threshold.needed, holders: threshold.holders.length },
    key: row.publicKey,
    trustees: `sha256:${sha256Hex(row.body)}`,
    unchecked: trustees
      .all()
      .filter(({ owner }) => !proven.has(owner))
      .map(({ holder }) => holder),
  }
}
