/**
 * What this machine knows about the ballots of an urn: how many there are of each kind, and sums by which it recognises
 * their rows.
 */
import { hex } from "../core/bytes.ts"
import { emptyRoot } from "../notes/merkle.ts"
import { type Marker, noRows, type RowSums } from "./row-sums.ts"

/** An accepted ballot, by what the archive says about it. */
export interface StoredBallot {
  /** The height of its event in the archive. */
  readonly height: number
  readonly tracker: string
  /** 32 bytes (RFC 8032). */
  readonly credential: Uint8Array
  readonly channel: string
  /** Whether it was accepted after the hour of closing. */
  readonly inGrace: boolean
  /** The number of the journal entry that accepted it. */
  readonly entry: number
}

/** The vote of one credential, by the ballot that counts. */
export interface Vote {
  readonly channel: string
  readonly ballot: number
}

export interface StoredVote extends Vote {
  /** 32 bytes (RFC 8032). */
  readonly credential: Uint8Array
}

/** The tables whose rows follow from the ballots of the archive. */
export type LedgerTable = "ballot" | "vote" | "ciphertext"

export interface UrnLedger {
  /** The journal when the ledger was read: its size, and its root (32 bytes). */
  readonly journal: { readonly size: number; readonly root: Uint8Array }
  /** The last ballot of the archive (0 before the first), and the hash of its event, which stands for all before it. */
  readonly height: number
  readonly head: string
  /** How many credentials voted. */
  readonly voters: number
  /** How many ballots were accepted after the hour of closing. */
  readonly ballotsInGrace: number
  /** How many ballots came in each channel. */
  readonly channels: ReadonlyMap<string, number>
  readonly rows: Readonly<Record<LedgerTable, RowSums>>
}

/** What a machine remembers about the rows of an urn. */
export interface UrnMemory {
  /** The key under which rows are marked: 32 bytes that this machine drew and nobody else knows. */
  readonly key: Uint8Array
  readonly ledger: UrnLedger | undefined
}

/** Makes the ledger of an urn without a ballot. @param head - the first event of its archive */
export function emptyLedger(head: string): UrnLedger {
  const rows = { ballot: noRows(), vote: noRows(), ciphertext: noRows() }
  const journal = { size: 0, root: emptyRoot }
  return { journal, height: 0, head, voters: 0, ballotsInGrace: 0, channels: new Map(), rows }
}

/** Copies a ledger, so that the sums of the copy may be written. */
export function draftOf({ rows: { ballot, vote, ciphertext }, ...rest }: UrnLedger): UrnLedger {
  return { ...rest, rows: { ballot: ballot.slice(), vote: vote.slice(), ciphertext: ciphertext.slice() } }
}

export function ballotMark(mark: Marker, ballot: StoredBallot): Uint32Array {
  const { height, tracker, credential, channel, inGrace, entry } = ballot
  const key = hex(credential)
  // The length is included because a tracker of another length could contain what follows it.
  return mark(`ballot ${height} ${inGrace ? 1 : 0} ${entry} ${key} ${tracker.length} ${tracker} ${channel}`)
}

export function voteMark(mark: Marker, { credential, channel, ballot }: StoredVote): Uint32Array {
  return mark(`vote ${ballot} ${hex(credential)} ${channel}`)
}

export function ciphertextMark(mark: Marker, fingerprint: Uint8Array): Uint32Array {
  return mark(`ciphertext ${hex(fingerprint)}`)
}
