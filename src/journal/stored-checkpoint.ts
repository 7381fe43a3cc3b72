/** A checkpoint that the urn key signed, and the instant when it did, which stays in the election file. */
export interface StoredCheckpoint {
  readonly size: number
  readonly at: string
  readonly note: string
}
