/**
 * Reads from a ballot's bytes in the archive what its rows must say. The ballot was accepted, and is not checked again.
 */
import { pointBytes } from "../belenios/point-text.ts"

/** A ciphertext is recognised by half of its α, since nobody makes the same α twice without copying. */
export const fingerprintLength = 16

export interface ArchivedBallot {
  /** 32 bytes (RFC 8032). */
  readonly credential: Uint8Array
  /** One for each ciphertext, in order. */
  readonly fingerprints: readonly Uint8Array[]
}

/** Returns `undefined` where the bytes do not state a credential. */
export function archivedBallot(body: Uint8Array): ArchivedBallot | undefined {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length)
  const [credential] = pointsAfter(bytes, '"credential":"')
  if (credential === undefined) return undefined
  const alphas = [...pointsAfter(bytes, '"alpha":"')]
  return { credential, fingerprints: alphas.map((alpha) => alpha.slice(0, fingerprintLength)) }
}

/**
 * Yields the points that follow a name. A quote inside a JSON string has a backslash before it, so the name occurs
 * nowhere else.
 */
function* pointsAfter(body: Buffer, name: string): Generator<Uint8Array, void, undefined> {
  for (let at = body.indexOf(name); at >= 0; at = body.indexOf(name, at)) {
    at += name.length
    const point = pointBytes(body.toString("latin1", at, at + 64))
    if (point !== undefined) yield point
  }
}
