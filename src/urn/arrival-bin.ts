/**
 * A bin of arrivals, and what the urn signs so that nobody without its key changes, adds or takes away one: the last
 * bin, with a hash of all before it, and the entry of the journal that accepted the latest ballots.
 */
import { base64, concat, utf8 } from "../core/bytes.ts"
import { sha256 } from "../core/hash.ts"
import { canonicalJson } from "../core/json.ts"

/** A bin of arrivals at the booth. Instants are milliseconds. */
export interface StoredBin {
  readonly number: number
  readonly began: number
  /** Of the last bin it may lie ahead: the bin is then being filled. */
  readonly ended: number
  /** None, or ten at least. */
  readonly ballots: number
  /** The last ballot before the next bin's first, or as long as there is none, the last of this bin. */
  readonly height: number
  /** SHA-256 over all bins before. */
  readonly after: Uint8Array
}

/** The hash of the bins before the first one: there are none. */
export const noBins: Uint8Array = new Uint8Array(32)

/** Returns the hash of all bins up to this one. */
export function binsUpTo(bin: StoredBin): Uint8Array {
  return sha256(concat(bin.after, utf8(textOf(bin))))
}

/** Writes what is signed. It names the election, so that a signature is of no use in another file. */
export function arrivalsText(
  { uuid, rehearsal }: { readonly uuid: string; readonly rehearsal: boolean },
  last: StoredBin,
  entry: number,
): string {
  return [
    rehearsal ? "urne rehearsal arrivals v1" : "urne arrivals v1",
    `election ${uuid}`,
    `entry ${entry}`,
    `after ${base64(last.after)}`,
    textOf(last),
    "",
  ].join("\n")
}

function textOf({ number, began, ended, ballots, height }: StoredBin): string {
  return canonicalJson({ number, began, ended, ballots, height })
}
