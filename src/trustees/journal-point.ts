/**
 * The journal to which a proof of possession is bound, so that no earlier proof, and none for another election, can be
 * used again.
 */
export interface JournalPoint {
  readonly size: number
  /** The Merkle root over these entries, in base64. */
  readonly root: string
}

/** Writes `SIZE ROOT`, as the proof hashes it and as acts write it. */
export function journalPointText({ size, root }: JournalPoint): string {
  return `${size} ${root}`
}
