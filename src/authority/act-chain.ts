import type { Sha256 } from "../journal/event.ts"
import { type CarriedAct, signersAmong } from "./act-file.ts"
import { type Act, actHash, parseAct } from "./act.ts"
import { type Authority, authorityAfter, judgeOf, missingSignatures } from "./authority.ts"

/** An act in effect with its signatures, carried to somebody who has no election file. */
export type ChainedAct = Pick<CarriedAct, "text" | "lines">

/** What acts in effect make of the authority, from the first on. */
export interface ActChain {
  readonly authority: Authority
  /** SHA-256 of the first act's text, which is the trust anchor. */
  readonly anchor: Sha256
  readonly first: Act
}

/**
 * Judges acts in effect: each follows the one before it and has the signatures that its quorum required. Returns
 * `undefined` where one does not.
 */
export function judgeChain(acts: readonly ChainedAct[]): ActChain | undefined {
  let authority: Authority | undefined
  let previous: Act["previous"]
  let first: Act | undefined
  for (const { text, lines } of acts) {
    const act = parseAct(text)
    if (act === undefined || (first !== undefined && (act.uuid !== first.uuid || act.rehearsal !== first.rehearsal))) {
      return undefined
    }
    const judge = judgeOf(authority, act)
    if (judge === undefined || act.previous?.number !== previous?.number || act.previous?.text !== previous?.text) {
      return undefined
    }
    const signed = new Set(signersAmong(judge, { text, lines }).map(({ member }) => member))
    if (missingSignatures(judge, act.kind, signed) !== undefined) return undefined
    authority = authorityAfter(authority, act, act.journal.size)
    previous = { number: act.number, text: actHash(text) }
    first ??= act
  }
  if (authority === undefined || first?.kind !== "constitute") return undefined
  return { authority, anchor: actHash(acts[0]?.text ?? ""), first }
}
