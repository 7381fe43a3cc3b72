import type { Database } from "better-sqlite3"
import type { Finding } from "../core/finding.ts"

/** A batch of ballots that its channel announced, and how far its import has come. */
export interface StoredBatch {
  readonly channel: string
  /** Counted from 1, without a gap in what a channel announces. */
  readonly number: number
  readonly note: string
  /** The number of lines. */
  readonly count: number
  /** The hash of the whole file, in hexadecimal. */
  readonly sha256: string
  /** How many lines have their ballot in the urn … */
  readonly accepted: number
  /** … and how many of these had it there before. */
  readonly present: number
  readonly refused: number
}

/** Whether every line of a batch was handled. */
export function isReceived({ count, accepted, refused }: Pick<StoredBatch, "count" | "accepted" | "refused">): boolean {
  return accepted + refused === count
}

/** Why a line of a batch was refused. */
export interface RefusedLine {
  readonly line: number
  readonly findings: readonly Finding[]
}

export function batchTable(db: Database) {
  const announce = db.prepare<[string, number, string, number, string]>(
    "INSERT INTO batch (channel, number, note, count, sha256) VALUES (?, ?, ?, ?, ?)",
  )
  const columns = "channel, number, note, count, sha256, accepted, present, refused"
  const all = db.prepare<[], StoredBatch>(`SELECT ${columns} FROM batch ORDER BY channel, number`)
  // Lines are handled in order, so an advance that starts elsewhere than where the batch stands changes nothing.
  const advance = db.prepare<[number, number, number, string, number, number]>(
    `UPDATE batch SET accepted = accepted + ?, present = present + ?, refused = refused + ?
     WHERE channel = ? AND number = ? AND accepted + refused = ?`,
  )
  const refuse = db.prepare<[string, number, number, string]>(
    "INSERT INTO batch_refusal (channel, number, line, findings) VALUES (?, ?, ?, ?)",
  )
  const refusedLines = db
    .prepare<[string, number], number>("SELECT line FROM batch_refusal WHERE channel = ? AND number = ? ORDER BY line")
    .pluck()
  return {
    announce({ channel, number, note, count, sha256 }: Omit<StoredBatch, "accepted" | "present" | "refused">): void {
      announce.run(channel, number, note, count, sha256)
    },
    all: (): readonly StoredBatch[] => all.all(),
    /**
     * Compares and sets. Returns `false` when the batch is not at `handled` lines, because another import was faster.
     */
    advance: (
      { channel, number }: Pick<StoredBatch, "channel" | "number">,
      handled: number,
      by: Pick<StoredBatch, "accepted" | "present" | "refused">,
    ): boolean => advance.run(by.accepted, by.present, by.refused, channel, number, handled).changes === 1,
    refuse({ channel, number }: Pick<StoredBatch, "channel" | "number">, { line, findings }: RefusedLine): void {
      refuse.run(channel, number, line, JSON.stringify(findings))
    },
    /** Lists the refused lines of a batch. The reasons are found again when they are needed. */
    refusedLines: ({ channel, number }: Pick<StoredBatch, "channel" | "number">): readonly number[] =>
      refusedLines.all(channel, number),
  }
}
