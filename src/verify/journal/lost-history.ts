import { type Loss, lossOf } from "../../authority/lost-state.ts"
import { instantText } from "../../core/instant.ts"
import type { History } from "./history.ts"

/** What an act `recover` gave up. */
export interface LostHistory {
  readonly act: number
  /** When it took effect. Whoever voted later voted in the election that went on. */
  readonly at: string
  readonly loss: Loss
}

/** Lists what acts in effect have given up, oldest first. */
export function lostHistories({ inEffect }: Pick<History, "inEffect">): readonly LostHistory[] {
  return inEffect.flatMap(({ number, paper, effective = NaN }) =>
    paper?.act.kind !== "recover" || Number.isNaN(effective)
      ? []
      : [{ act: number, at: instantText(effective), loss: lossOf(paper.act) }],
  )
}
