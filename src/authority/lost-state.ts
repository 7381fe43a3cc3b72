import { base64, fromBase64 } from "../core/bytes.ts"

/** A state of the journal that was seen and is no longer in the file, which an act `recover` gives up. */
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
