/** A note of the urn by itself, which somebody kept: a checkpoint of the journal or of the register, or a receipt. */
import { type Checkpoint, originOf, parseCheckpoint } from "../notes/checkpoint.ts"
import type { VerifierKey } from "../notes/key.ts"
import { type NoteFault, parseNote, signedByOne } from "../notes/note.ts"
import { parseReceipt } from "../notes/receipt.ts"
import { registerOrigin } from "../register/entry.ts"
import { type LogKind, nothingShown, type Shown, type ShownState } from "./shown.ts"

/** What such a note says before its signature is looked at. */
export interface BareNote {
  readonly kind: "checkpoint" | "receipt"
  readonly uuid: string
  readonly rehearsal: boolean
  readonly log: LogKind
  readonly size: number
  readonly root: Uint8Array
  readonly note: string
}

/** Reads a note of either kind, and returns `undefined` where it is neither. Its signature is not verified. */
export function parseBareNote(source: string): BareNote | undefined {
  const text = parseNote(source)?.text
  if (text === undefined) return undefined
  const receipt = parseReceipt(text)
  if (receipt !== undefined) {
    const { uuid, rehearsal, before } = receipt
    return { kind: "receipt", uuid, rehearsal, log: "journal", ...before, note: source }
  }
  const checkpoint = parseCheckpoint(text)
  return checkpoint === undefined || checkpoint.size < 1 ? undefined : ofCheckpoint(checkpoint, source)
}

function ofCheckpoint({ origin, size, root }: Checkpoint, note: string): BareNote | undefined {
  const [, rehearsal, uuid = "", register] = /^urne(-rehearsal)?\/(\w+)(\/register)?$/.exec(origin) ?? []
  const of = { uuid, rehearsal: rehearsal !== undefined }
  const log = register === undefined ? "journal" : "register"
  const named = log === "journal" ? originOf(uuid, of.rehearsal) : registerOrigin(originOf(uuid, of.rehearsal))
  return origin === named ? { kind: "checkpoint", ...of, log, size, root, note } : undefined
}

/** The name that the urn's key of such a note has. */
export function urnNameOf({ uuid, rehearsal }: Pick<BareNote, "uuid" | "rehearsal">): string {
  return originOf(uuid, rehearsal)
}

/** Returns the state that one of these keys of the urn signed, or says what is wrong with the signature. */
export function openBareNote(
  bare: BareNote,
  urnKeys: readonly VerifierKey[],
): { readonly state: ShownState } | { readonly fault: NoteFault } {
  const own = urnKeys.filter(({ name }) => name === urnNameOf(bare))
  const opened = signedByOne(bare.note, own)
  if ("fault" in opened) return opened
  const { size, root, note } = bare
  return { state: { size, root, note, signer: opened.signer } }
}

/** What somebody was shown who holds one note. */
export function shownByNote(bare: BareNote, state: ShownState, path: string): Shown {
  const { kind, uuid, rehearsal, log } = bare
  const logs = { journal: nothingShown, register: nothingShown, [log]: { states: [state], whole: undefined } }
  return { ...{ path, kind, uuid, rehearsal, logs }, anchor: undefined, acts: [], urnKeys: [state.signer] }
}
