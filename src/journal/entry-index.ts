/** What is known about the first `size` entries, with the Merkle root that identifies them. */
export interface EntryIndex {
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
  /** The number of the last entry that changed the phase, or 0. */
  readonly phase: number
  /** The latest instant of any entry since an act last gave up a wrong clock; empty where none has one. */
  readonly at: string
  /**
   * The numbers of the entries of each type, in order. Of `urn.accepted` only the last is kept, as there may be one a
   * ballot.
   */
  readonly numbers: ReadonlyMap<string, readonly number[]>
}
