import { base64, equalBytes, fromBase64 } from "../core/bytes.ts"
import { type Act, statementOf } from "./act.ts"

/** A state of the journal by which an act `recover` says what it gives up. */
export interface LostState {
  readonly size: number
  /** The Merkle root at that size: 32 bytes. */
  readonly root: Uint8Array
}

/** Writes `SIZE ROOT`, as an act states it. */
export function lostStateText({ size, root }: LostState): string {
  return `${size} ${base64(root)}`
}

/** Reads the state of a statement, and returns `undefined` unless writing it again gives the same text. */
export function parseLostState(text: string): LostState | undefined {
  const [, size, root] = /^([1-9]\d*) (\S+)$/.exec(text) ?? []
  const state = { size: Number(size), root: fromBase64(root ?? "") ?? new Uint8Array() }
  return Number.isSafeInteger(state.size) && state.root.length === 32 && lostStateText(state) === text
    ? state
    : undefined
}

/** What an act `recover` gives up. An act that only gives up an hour has neither state. */
export interface Loss {
  /** `lost`: a state that somebody saw, and that this journal does not continue. */
  readonly seen: LostState | undefined
  /** `lost-after`: a state of this journal. What the urn signed after it may be lost, whatever that was. */
  readonly kept: LostState | undefined
  /** The height of the archive when the act was proposed; 0 before the seal. */
  readonly height: number
}

/** Reads what an act gives up. */
export function lossOf({ kind, archive, ...act }: Act): Loss {
  const state = (key: string) => (kind === "recover" ? parseLostState(statementOf(act, key) ?? "") : undefined)
  return { seen: state("lost"), kept: state("lost-after"), height: archive?.height ?? 0 }
}

/**
 * Whether a ballot that stands nowhere may be part of what was given up. It came next after the state that its receipt
 * names, so that state is the one after which everything may be lost, or a later one that this journal does not have.
 * An act that names no such state went on from below the ballot's height, and gave up a longer journal than the receipt
 * names. People who were there know the hour of the ballot; nothing else can tell, so this proves nothing.
 *
 * @param isHere - whether this journal has the state that the receipt names
 */
export function mayHaveLostBallot(
  { seen, kept, height }: Loss,
  receipt: { readonly height: number; readonly before: LostState },
  isHere: boolean,
): boolean {
  const { size } = receipt.before
  if (kept === undefined) return seen !== undefined && receipt.height > height && size < seen.size
  return isHere ? size === kept.size : size > kept.size
}

/**
 * Whether a state that this journal does not have may be part of what was given up: the act names that very state, or
 * an earlier one after which everything may be lost.
 */
export function mayHaveLostState({ seen, kept }: Loss, state: LostState): boolean {
  return (
    (kept !== undefined && state.size > kept.size) || (seen?.size === state.size && equalBytes(seen.root, state.root))
  )
}
