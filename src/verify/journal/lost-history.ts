import { instantText } from "../../core/instant.ts"
import { statementOf } from "../../authority/act.ts"
import { parseLostState } from "../../authority/lost-state.ts"
import { type Receipt } from "../../notes/receipt.ts"
import { type History } from "./history.ts"

/** What an act `recover` gave up: the journal up to this size, and the ballots above this height of the archive. */
export interface LostHistory {
  readonly act: number
  /** When it took effect: who voted later voted in the election that went on. */
  readonly at: string
  /** Entries of the journal that was lost. */
  readonly size: number
  /** Of the last event of the archive that the act went on from. */
  readonly height: number
}

/** What acts in effect have given up, the oldest first. */
export function lostHistories({ inEffect }: Pick<History, "inEffect">): readonly LostHistory[] {
  return inEffect.flatMap(({ kind, number, paper, effective = NaN }) => {
    const act = kind === "recover" ? paper?.act : undefined
    const lost = act === undefined ? undefined : parseLostState(statementOf(act, "lost") ?? "")
    if (act === undefined || lost === undefined || Number.isNaN(effective)) return []
    return [{ act: number, at: instantText(effective), size: lost.size, height: act.archive?.height ?? 0 }]
  })
}

/**
 * Where a ballot of a receipt can have been lost: above the height at which a recovered election went on, by a journal no longer
 * than the one that was given up. Who was there knows the hour; nothing else can tell, so it proves neither.
 */
export function whereLost(receipt: Receipt, histories: readonly LostHistory[]): LostHistory | undefined {
  return histories.find(({ size, height }) => receipt.height > height && receipt.before.size < size)
}
