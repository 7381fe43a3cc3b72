/** The journal that a proof of possession is bound to, so that none made earlier or for another election serves again. */
export interface JournalPoint {
  readonly size: number
  /** Base64 of the Merkle root over these entries. */
  readonly root: string
}

/** As the proof hashes it, and as acts write it: `SIZE ROOT`. */
export function journalPointText({ size, root }: JournalPoint): string {
  return `${size} ${root}`
}
