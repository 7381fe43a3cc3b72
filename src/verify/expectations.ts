import { base64 } from "../core/bytes.ts"
import { parseCheckpoint } from "../notes/checkpoint.ts"
import { parseNote } from "../notes/note.ts"
import { parseReceipt, type Receipt } from "../notes/receipt.ts"
import { type RootClaim } from "./journal/root-claims.ts"

/** What the reader holds against the record. Every list may be empty. */
export interface Expectations {
  /** The authority's fingerprint: the first 32 or all 64 hexadecimal digits of the hash of its first act. */
  readonly authority: string | undefined
  /** Checkpoints kept, and receipts: sources of notes, with where they come from. */
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
  /** `replaced` by a later ballot of the same credential. */
  readonly state: "counts" | "replaced"
}

/** `9xDr 04ab …` and `sha256:…` as 32 or 64 hexadecimal digits; `undefined` if it is neither. */
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

/** Roots of the journal that the notes name; what cannot be read has a finding later. */
export function expectedRoots({ checkpoints, receipts }: Expectations): readonly RootClaim[] {
  const text = (source: string) => parseNote(source)?.text ?? ""
  return [
    ...checkpoints.map(({ path, source }) => ({ path, head: parseCheckpoint(text(source)) })),
    ...receipts.map(({ path, source }) => ({ path, head: parseReceipt(text(source))?.before })),
  ].flatMap(({ path, head }) =>
    head === undefined ? [] : [{ at: path, size: head.size, root: base64(head.root), asked: true as const }],
  )
}

/** The trackers to look for in the archive: those asked for, and those of the receipts. */
export function expectedTrackers({ trackers, receipts }: Expectations): ReadonlySet<string> {
  return new Set([...trackers, ...receipts.flatMap(({ source }) => receiptOf(source)?.tracker ?? [])])
}

/** Whether a file that was kept has the form of what it should be, whoever signed it. */
export function isKeptNote(kind: "receipt" | "checkpoint", source: string): boolean {
  if (kind === "receipt") return receiptOf(source) !== undefined
  return parseCheckpoint(parseNote(source)?.text ?? "") !== undefined
}

function receiptOf(source: string): Receipt | undefined {
  return parseReceipt(parseNote(source)?.text ?? "")
}
