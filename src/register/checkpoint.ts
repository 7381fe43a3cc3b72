import { type Checkpoint, parseCheckpoint } from "../notes/checkpoint.ts"
import type { VerifierKey } from "../notes/key.ts"
import { type NoteFault, signedByOne } from "../notes/note.ts"
import { registerOrigin } from "./entry.ts"

/**
 * Returns the state of the register that one of the urn's keys signed, or says what is wrong with the note. Any key
 * that the authority ever certified counts, since no checkpoint of the register says how long the journal was.
 */
export function openRegisterCheckpoint(
  source: string,
  urnKeys: readonly VerifierKey[],
): { readonly checkpoint: Checkpoint } | { readonly fault: NoteFault } {
  const opened = signedByOne(source, urnKeys)
  if ("fault" in opened) return opened
  const checkpoint = parseCheckpoint(opened.text)
  if (checkpoint === undefined) return { fault: "form" }
  return checkpoint.origin === registerOrigin(opened.signer.name) ? { checkpoint } : { fault: "origin" }
}
