import { base64, fromBase64 } from "../core/bytes.ts"
import { originOf } from "./checkpoint.ts"
import type { SigningKey, VerifierKey } from "./key.ts"
import { type NoteFault, signedText, signNote } from "./note.ts"

/**
 * What a voter takes home: the urn's promise that a ballot is in the archive. It is tied to a state of the journal that
 * no later record can leave out.
 */
export interface Receipt {
  readonly rehearsal: boolean
  readonly uuid: string
  /** Unpadded base64 of the ballot's SHA-256: 43 characters (Belenios specification, section 4.10). */
  readonly tracker: string
  /** The height of the ballot's event in the archive, where the setup has 0. */
  readonly height: number
  /** The journal before the ballot was accepted. */
  readonly before: { readonly size: number; readonly root: Uint8Array }
}

export function receiptText({ rehearsal, uuid, tracker, height, before }: Receipt): string {
  return [
    rehearsal ? "urne rehearsal receipt v1" : "urne receipt v1",
    `election ${uuid}`,
    `tracker ${tracker}`,
    `height ${height}`,
    `checkpoint ${before.size} ${base64(before.root)}`,
    "",
  ].join("\n")
}

/** Reads a receipt, and returns `undefined` unless writing it again gives the same text. */
export function parseReceipt(text: string): Receipt | undefined {
  const [, rehearsal, uuid, tracker, height, size, root] = form.exec(text) ?? []
  const rootBytes = fromBase64(root ?? "")
  if (uuid === undefined || tracker === undefined || rootBytes?.length !== 32) return undefined
  const receipt = {
    rehearsal: rehearsal !== undefined,
    uuid,
    tracker,
    height: Number(height),
    before: { size: Number(size), root: rootBytes },
  }
  if (!Number.isSafeInteger(receipt.height) || !Number.isSafeInteger(receipt.before.size)) return undefined
  return receiptText(receipt) === text ? receipt : undefined
}

const form =
  /^urne (rehearsal )?receipt v1\nelection (\w+)\ntracker ([A-Za-z0-9+/]{43})\nheight (\d+)\ncheckpoint (\d+) (\S+)\n$/

/** Returns the source of the note by which the urn key acknowledges a ballot. */
export function signReceipt(receipt: Receipt, urnKey: SigningKey): string {
  if (urnKey.name !== originOf(receipt.uuid, receipt.rehearsal)) throw new Error("the key of another urn")
  return signNote(receiptText(receipt), urnKey)
}

/** Returns the receipt that an urn key signed, or says what is wrong with the note. */
export function openReceipt(
  source: string,
  urnKey: VerifierKey,
): { readonly receipt: Receipt } | { readonly fault: NoteFault } {
  const opened = signedText(source, urnKey)
  if ("fault" in opened) return opened
  const receipt = parseReceipt(opened.text)
  if (receipt === undefined) return { fault: "form" }
  return originOf(receipt.uuid, receipt.rehearsal) === urnKey.name ? { receipt } : { fault: "origin" }
}
