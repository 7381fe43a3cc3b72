import { statementOf } from "../../authority/act.ts"
import { parseLostState } from "../../authority/lost-state.ts"
import { instantText } from "../../core/instant.ts"
import type { Receipt } from "../../notes/receipt.ts"
import type { History } from "./history.ts"

/** What an act `recover` gave up: the journal up to this size, and the ballots above this height of the archive. */
export interface LostHistory {
  readonly act: number
  /** When it took effect. Whoever voted later voted in the election that went on. */
  readonly at: string
  /** How many entries the lost journal had. */
  readonly size: number
  /** The height of the last event of the archive from which the act went on. */
  readonly height: number
}

/** Lists what acts in effect have given up, oldest first. */
export function lostHistories({ inEffect }: Pick<History, "inEffect">): readonly LostHistory[] {
  return inEffect.flatMap(({ kind, number, paper, effective = NaN }) => {
    const act = kind === "recover" ? paper?.act : undefined
    const lost = act === undefined ? undefined : parseLostState(statementOf(act, "lost") ?? "")
    if (act === undefined || lost === undefined || Number.isNaN(effective)) return []
    return [{ act: number, at: instantText(effective), size: lost.size, height: act.archive?.height ?? 0 }]
  })
}

/**
 * Finds the act that can have given up the ballot of a receipt: it went on from below the ballot's height, and gave up
 * a journal longer than the one that the receipt names. People who were there know the hour; nothing else can tell, so
 * this proves neither.
 */
export function whereLost(receipt: Receipt, histories: readonly LostHistory[]): LostHistory | undefined {
  return histories.find(({ size, height }) => receipt.height > height && receipt.before.size < size)
}
