/** The numbers mod q, the order of the group (Belenios specification, section 5.2.1). A {@link Scalar} is one that was reduced. */
import { etc, Point as CurvePoint } from "@noble/ed25519"
import { bigEndian } from "../core/bytes.ts"
import { sha256 } from "../core/hash.ts"
import type { Random } from "../core/world.ts"

declare const reduced: unique symbol

/** A number from 0 to q − 1. */
export type Scalar = bigint & { readonly [reduced]: true }

/** 2^252 + 27742317777372353535851937790883648493. */
export const q = CurvePoint.CURVE().n

/** The residue mod q of any integer. */
export function scalar(value: bigint): Scalar {
  const rest = value % q
  return (rest < 0n ? rest + q : rest) as Scalar
}

/** 1/n mod q, for a public n other than 0. */
export function invertPublic(n: Scalar): Scalar {
  return etc.invert(n, q) as Scalar
}

/**
 * Reads a number mod q as Belenios writes it: decimal, below q, without sign or leading zero. Returns `undefined` for
 * anything else.
 */
export function parseScalar(text: string): Scalar | undefined {
  if (text.length > 76 || !/^(?:0|[1-9][0-9]*)$/.test(text)) return undefined
  const value = BigInt(text)
  return value < q ? (value as Scalar) : undefined
}

/** 32 bytes, the lowest first. */
export function scalarBytes(value: Scalar): Uint8Array {
  return littleEndian(value)
}

/** 32 bytes of a number below 2^256, the lowest first. */
export function littleEndian(value: bigint): Uint8Array {
  const bytes = new Uint8Array(32)
  const words = new DataView(bytes.buffer)
  for (let at = 0, rest = value; at < 32; at += 8, rest >>= 64n)
    words.setBigUint64(at, rest & 0xffffffffffffffffn, true)
  return bytes
}

/** Decimal. */
export function scalarText(value: Scalar): string {
  return value.toString()
}

/**
 * Draws a number mod q from 512 random bits, so that its bias is below 2^-250.
 *
 * @param purpose - a short fixed name of the draw
 * @param message - what the number will bind, different at each draw of one purpose (see {@link Random})
 */
export function randomScalar(random: Random, purpose: string, message: Uint8Array | string): Scalar {
  const value = scalar(bigEndian(random(64, purpose, message)))
  // A source that returns zeros must stop everything, because a nonce of zero publishes the key.
  if (value === 0n) throw new Error("the random source returned zeros")
  return value
}

/** SHA-256 of the text, as a big-endian number mod q: the challenges of every proof. */
export function hashToScalar(text: string): Scalar {
  return scalar(bigEndian(sha256(text)))
}
