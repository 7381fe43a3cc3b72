/** What the first `size` entries are, and the Merkle root by which they are known again. */
export interface JournalRegister {
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
  /** The last entry that changed the phase; 0 where none did. */
  readonly phase: number
  /** The latest instant of any entry, since an act last gave up a wrong clock; empty where none has one. */
  readonly at: string
  /** Numbers of the entries of each type, in order; of `urn.accepted`, of which there may be one a ballot, the last alone. */
  readonly numbers: ReadonlyMap<string, readonly number[]>
}
