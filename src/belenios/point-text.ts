/** The text of a point, apart from what it encodes: tables of keys need no more than this. */
import { fromHex, hex } from "../core/bytes.ts"

/** The Belenios text of 32 bytes of RFC 8032; what they encode is not looked at. */
export function pointText(bytes: Uint8Array): string {
  return hex(bytes.toReversed())
}

/** The 32 bytes of RFC 8032 behind 64 lower-case hexadecimal digits; what they encode is not looked at. */
export function pointBytes(text: string): Uint8Array | undefined {
  return text.length === 64 ? fromHex(text)?.reverse() : undefined
}
