import { base64 } from "../core/bytes.ts"
import { parseCheckpoint } from "../notes/checkpoint.ts"
import { parseNote } from "../notes/note.ts"
import { parseReceipt, type Receipt } from "../notes/receipt.ts"
import type { RootClaim } from "./journal/root-claims.ts"

/** What the reader wants the record compared with. Every list may be empty. */
export interface Expectations {
  /** The authority's fingerprint: the first 32 or all 64 hexadecimal digits of the hash of its first act. */
  readonly authority: string | undefined
  /** Checkpoints and receipts that the reader kept: the sources of the notes, with where they come from. */
  readonly checkpoints: readonly KeptNote[]
  readonly receipts: readonly KeptNote[]
  /** 43 characters each. */
  readonly trackers: readonly string[]
}

export interface KeptNote {
  readonly path: string
  readonly source: string
}

/** A ballot that was asked for, and what became of it. */
export interface ExpectedBallot {
  readonly tracker: string
  readonly height: number
  /** `replaced` means by a later ballot of the same credential. */
  readonly state: "counts" | "replaced"
}

/** Reads `9xDr 04ab …` or `sha256:…` as 32 or 64 hexadecimal digits, and returns `undefined` for anything else. */
export function readFingerprint(text: string): string | undefined {
  const digits = text
    .replace(/^sha256:/, "")
    .replace(/[\s-]/g, "")
    .toLowerCase()
  return /^(?:[0-9a-f]{32}|[0-9a-f]{64})$/.test(digits) ? digits : undefined
}

/** Whether a text can be a ballot's tracker. */
export function isTracker(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}$/.test(text)
}

/** Lists the roots of the journal that the notes name. A note that cannot be read gets a finding later. */
export function expectedRoots({ checkpoints, receipts }: Expectations): readonly RootClaim[] {
  const text = (source: string) => parseNote(source)?.text ?? ""
  return [
    ...checkpoints.map(({ path, source }) => ({ path, head: parseCheckpoint(text(source)) })),
    ...receipts.map(({ path, source }) => ({ path, head: parseReceipt(text(source))?.before })),
  ].flatMap(({ path, head }) =>
    head === undefined ? [] : [{ at: path, size: head.size, root: base64(head.root), asked: true as const }],
  )
}

/** Lists the trackers to look for in the archive: those asked for, and those of the receipts. */
export function expectedTrackers({ trackers, receipts }: Expectations): ReadonlySet<string> {
  return new Set([...trackers, ...receipts.flatMap(({ source }) => receiptOf(source)?.tracker ?? [])])
}

/** Whether a file that the reader kept has the form of such a note, whoever signed it. */
export function isKeptNote(kind: "receipt" | "checkpoint", source: string): boolean {
  if (kind === "receipt") return receiptOf(source) !== undefined
  return parseCheckpoint(parseNote(source)?.text ?? "") !== undefined
}

function receiptOf(source: string): Receipt | undefined {
  return parseReceipt(parseNote(source)?.text ?? "")
}
