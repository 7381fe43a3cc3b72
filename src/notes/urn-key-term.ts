import { type Checkpoint, openCheckpoint } from "./checkpoint.ts"
import type { VerifierKey } from "./key.ts"
import { isFrom, type NoteFault, parseNote } from "./note.ts"
import { openReceipt, type Receipt } from "./receipt.ts"

/** A key of the urn, and the part of the record for which its signature counts. */
export interface UrnKeyTerm {
  readonly key: VerifierKey
  /** Sizes of the journal: the term starts at `from` and ends below `to`, where the next key takes over. */
  readonly from: number
  readonly to: number
  /** The highest event in the archive that may be a ballot acknowledged by this key. */
  readonly height: number
}

/**
 * Why a note does not count. `term` means that a key of the urn signed it outside the term that the authority gave that
 * key.
 */
export type UrnNoteFault = NoteFault | "term"

type Opened<Content> = (Content & { readonly term: UrnKeyTerm }) | { readonly fault: UrnNoteFault }

/** Returns the checkpoint that a key of the urn signed within its term, or says why it does not count. */
export function openUrnCheckpoint(
  source: string,
  terms: readonly UrnKeyTerm[],
): Opened<{ readonly checkpoint: Checkpoint }> {
  return openWithin(
    source,
    terms,
    ({ key }) => openCheckpoint(source, key),
    ({ checkpoint: { size } }, { from, to }) => size >= from && size < to,
  )
}

/**
 * Returns the receipt that a key of the urn signed within its term, or says why it does not count. Whoever still has a
 * replaced key can go on signing with it, but such a receipt is no promise of the urn.
 */
export function openUrnReceipt(source: string, terms: readonly UrnKeyTerm[]): Opened<{ readonly receipt: Receipt }> {
  return openWithin(
    source,
    terms,
    ({ key }) => openReceipt(source, key),
    // A later key may acknowledge an earlier ballot again, since the first key may be lost.
    ({ receipt }, { to, height }) => receipt.before.size < to && receipt.height <= height,
  )
}

function openWithin<Content extends object>(
  source: string,
  terms: readonly UrnKeyTerm[],
  open: (term: UrnKeyTerm) => Content | { readonly fault: NoteFault },
  isWithin: (content: Content, term: UrnKeyTerm) => boolean,
): Opened<Content> {
  const note = parseNote(source)
  if (note === undefined) return { fault: "form" }
  let fault: UrnNoteFault = "unsigned"
  for (const term of terms.filter(({ key }) => note.signatures.some((signature) => isFrom(signature, key)))) {
    const opened = open(term)
    if (!("fault" in opened)) {
      if (isWithin(opened, term)) return { ...opened, term }
      fault = "term"
    } else if (fault === "unsigned") fault = opened.fault
  }
  return { fault }
}
