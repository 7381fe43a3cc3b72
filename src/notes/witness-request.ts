import { base64, fromBase64 } from "../core/bytes.ts"

/**
 * A request to a witness (https://c2sp.org/tlog-witness, the body of `add-checkpoint`): `old SIZE`, the proof that the
 * journal begins with the entries that the witness saw, an empty line, and the checkpoint.
 */
export interface WitnessRequest {
  /** The size that the witness cosigned last, or 0. */
  readonly old: number
  /** A consistency proof (RFC 6962 section 2.1.2): at most 63 hashes of 32 bytes. */
  readonly proof: readonly Uint8Array[]
  /** The source of the note that the urn key signed. */
  readonly checkpoint: string
}

const mostHashes = 63

export function witnessRequestText({ old, proof, checkpoint }: WitnessRequest): string {
  return [`old ${old}`, ...proof.map(base64), "", checkpoint].join("\n")
}

/**
 * Reads a request, and returns `undefined` unless writing it again gives the same text. It does not check that the
 * checkpoint is one.
 */
export function parseWitnessRequest(text: string): WitnessRequest | undefined {
  const end = text.indexOf("\n\n")
  const [first = "", ...hashes] = text.slice(0, Math.max(0, end)).split("\n")
  const old = Number(/^old (0|[1-9]\d{0,15})$/.exec(first)?.[1] ?? "none")
  if (!Number.isSafeInteger(old) || hashes.length > mostHashes) return undefined
  const proof = hashes.flatMap((line) => fromBase64(line) ?? [])
  if (proof.length !== hashes.length || proof.some((hash) => hash.length !== 32)) return undefined
  const request = { old, proof, checkpoint: text.slice(end + 2) }
  return witnessRequestText(request) === text ? request : undefined
}
