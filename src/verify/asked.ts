import { base64 } from "../core/bytes.ts"
import { finding, type Finding } from "../core/finding.ts"
import { parseCheckpoint } from "../notes/checkpoint.ts"
import { parseNote } from "../notes/note.ts"
import { parseReceipt, type Receipt } from "../notes/receipt.ts"
import { openUrnCheckpoint, openUrnReceipt, type UrnKeyTerm } from "../notes/urn-key-term.ts"
import { type ArchiveFacts } from "./archive.ts"
import { done, type Remark } from "./checks.ts"
import { type RootClaim } from "./claims.ts"
import { type LostHistory, whereLost } from "./lost-history.ts"

/** What the reader holds against the record. Every list may be empty. */
export interface Asked {
  /** The authority's fingerprint: the first 32 or all 64 hexadecimal digits of the hash of its first act. */
  readonly authority: string | undefined
  /** Checkpoints kept, and receipts: sources of notes, with where they come from. */
  readonly checkpoints: readonly AskedNote[]
  readonly receipts: readonly AskedNote[]
  /** 43 characters each. */
  readonly trackers: readonly string[]
}

export interface AskedNote {
  readonly path: string
  readonly source: string
}

/** A ballot that was asked for, and what became of it. */
export interface AskedBallot {
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
export function askedRoots({ checkpoints, receipts }: Asked): readonly RootClaim[] {
  const text = (source: string) => parseNote(source)?.text ?? ""
  return [
    ...checkpoints.map(({ path, source }) => ({ path, head: parseCheckpoint(text(source)) })),
    ...receipts.map(({ path, source }) => ({ path, head: parseReceipt(text(source))?.before })),
  ].flatMap(({ path, head }) =>
    head === undefined ? [] : [{ at: path, size: head.size, root: base64(head.root), asked: true as const }],
  )
}

/** The trackers to look for in the archive: those asked for, and those of the receipts. */
export function askedTrackers({ trackers, receipts }: Asked): ReadonlySet<string> {
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

/** What a record shows of who may speak for it. */
export interface Vouching {
  /** `sha256:` of the first act, where there is one. */
  readonly anchor: string | undefined
  readonly urnKeys: readonly UrnKeyTerm[]
  /** How the journal contradicts what was kept. */
  readonly against: readonly Finding[]
  /** What acts in effect gave up: a receipt may be of a ballot in it. */
  readonly lost: readonly LostHistory[]
}

/**
 * The anchor, and what was kept: if the key which the urn had then signed it, the journal must not contradict it. What that
 * key has not signed says nothing about the record, only about itself; nor does what a key signed that had been replaced.
 */
export function* checkAsked(
  { authority, checkpoints, receipts }: Asked,
  { anchor, urnKeys, against, lost }: Vouching,
): Generator<Remark, void, undefined> {
  if (authority !== undefined) {
    const found = (anchor ?? "").replace("sha256:", "").slice(0, authority.length)
    if (found !== authority) yield finding("AUTHORITY_FINGERPRINT", "act:1", { asked: authority, found })
    yield done("A1", 1)
  }
  for (const { path, source } of checkpoints) {
    const opened = openUrnCheckpoint(source, urnKeys)
    if ("fault" in opened) yield finding("CHECKPOINT_KEPT", path, { fault: opened.fault })
    else yield* against.filter(({ at }) => at === path)
  }
  if (checkpoints.length > 0) yield done("A7", checkpoints.length)
  for (const { path, source } of receipts) {
    const opened = openUrnReceipt(source, urnKeys)
    if ("fault" in opened) yield finding("RECEIPT_FORM", path, { fault: opened.fault })
    else if (whereLost(opened.receipt, lost) === undefined) yield* against.filter(({ at }) => at === path)
  }
  if (receipts.length > 0) yield done("A8", receipts.length)
}

/** The ballots that the urn promised, and those asked for, stand in the archive. */
export function* checkAskedBallots(
  { receipts, trackers }: Asked,
  { found }: Pick<ArchiveFacts, "found">,
  { urnKeys, lost }: Pick<Vouching, "urnKeys" | "lost">,
): Generator<Remark, void, undefined> {
  for (const { path, source } of receipts) {
    const opened = openUrnReceipt(source, urnKeys)
    if ("fault" in opened) continue
    const { tracker, height } = opened.receipt
    if (found.get(tracker) === height) continue
    const where = found.has(tracker) ? undefined : whereLost(opened.receipt, lost)
    if (where === undefined) yield finding("RECEIPT_BALLOT", path, { tracker, height })
    else yield finding("RECEIPT_LOST", path, { tracker, act: where.act, at: where.at })
  }
  if (receipts.length > 0) yield done("C6", receipts.length)
  for (const tracker of trackers) if (!found.has(tracker)) yield finding("TRACKER_ABSENT", "archive", { tracker })
  if (trackers.length > 0) yield done("C7", trackers.length)
}
