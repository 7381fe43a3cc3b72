/** The text of a point, whatever it encodes. Tables of keys need no more. */
import { fromHex, hex } from "../core/bytes.ts"

/** Writes 32 bytes of RFC 8032 as Belenios does, without looking at what they encode. */
export function pointText(bytes: Uint8Array): string {
  return hex(bytes.toReversed())
}

/** Reads 64 lower-case hexadecimal digits as the 32 bytes of RFC 8032, without looking at what they encode. */
export function pointBytes(text: string): Uint8Array | undefined {
  return text.length === 64 ? fromHex(text)?.reverse() : undefined
}
