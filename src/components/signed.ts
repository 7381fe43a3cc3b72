/** When something was signed, as what people said later about the vote makes it matter. */

import type { ActKind } from "../core/vocabulary.ts"

/** When the urn was sealed, opened and frozen, as far as it was: milliseconds. */
export interface Milestones {
  readonly sealed: number | undefined
  readonly opened: number | undefined
  readonly frozen: number | undefined
}

export const signedStages = ["before-seal", "before-opening", "during-vote", "after-vote"] as const
/** Before the seal, between it and the opening, while the vote was open, or after the urn was frozen. */
export type SignedStage = (typeof signedStages)[number]

/** Says in which stage an entry of this instant was signed. One of the same second as a milestone counts as later. */
export function signedStage(at: number, { sealed, opened, frozen }: Milestones): SignedStage {
  const isBefore = (milestone: number | undefined) => milestone === undefined || at < milestone
  if (isBefore(sealed)) return "before-seal"
  if (isBefore(opened)) return "before-opening"
  return isBefore(frozen) ? "during-vote" : "after-vote"
}

/** An act that states the register, and how many entries that had then. */
export interface StatingAct {
  readonly act: number
  readonly kind: ActKind
  readonly entries: number
}

/** Returns the first act that states the register with an entry in it. */
export function actStating(stating: readonly StatingAct[], entry: number): StatingAct | undefined {
  return stating.find(({ entries }) => entries >= entry)
}
