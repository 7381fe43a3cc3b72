/** A checkpoint that the urn key signed, and when: the instant stays in the election file. */
export interface StoredCheckpoint {
  readonly size: number
  readonly at: string
  readonly note: string
}
