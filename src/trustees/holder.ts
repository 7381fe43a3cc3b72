import type { TrusteeRules } from "../definition/definition.ts"

/**
 * A holder of a key of the urn. Mandatory holders come first, each with a key of its own (`Single` in the archive),
 * then those of the threshold, who share one (`Pedersen`).
 */
export interface Holder {
  readonly id: string
  /** The number of the holder in the archive, from 1. */
  readonly owner: number
  /** The holder's place in the threshold; `undefined` for a mandatory holder. */
  readonly place: ThresholdPlace | undefined
}

export interface ThresholdPlace {
  /** How many holders share the key. */
  readonly size: number
  /** How many of them are enough to decrypt. */
  readonly threshold: number
  /** The rank of this holder, from 1. */
  readonly index: number
}

/** Lists the holders of a definition, in the order of their numbers. */
export function holdersOf({ mandatory, threshold }: TrusteeRules): readonly Holder[] {
  const single = mandatory.map((id, i): Holder => ({ id, owner: i + 1, place: undefined }))
  const holders = threshold?.holders ?? []
  const shared = holders.map((id, i): Holder => ({
    id,
    owner: mandatory.length + i + 1,
    place: { size: holders.length, threshold: threshold?.needed ?? 0, index: i + 1 },
  }))
  return [...single, ...shared]
}
