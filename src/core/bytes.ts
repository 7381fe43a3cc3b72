/** Bytes and their texts. Every decoder is strict: what it accepts, its encoder gives back unchanged. */

const utf8Encoder = new TextEncoder()
const utf8Decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

export function utf8(text: string): Uint8Array {
  return utf8Encoder.encode(text)
}

/** The text of UTF-8 bytes, or `undefined` if they are not UTF-8. A byte order mark is kept. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return utf8Decoder.decode(bytes)
  } catch {
    return undefined
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compareBytes(a, b) === 0
}

/** Negative, zero or positive, in the order of unsigned bytes. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b)
}

/** Lower-case hexadecimal. */
export function hex(bytes: Uint8Array): string {
  return asBuffer(bytes).toString("hex")
}

/** Bytes of lower-case hexadecimal, or `undefined`. */
export function fromHex(text: string): Uint8Array | undefined {
  return /^(?:[0-9a-f]{2})*$/.test(text) ? Uint8Array.from(Buffer.from(text, "hex")) : undefined
}

/** Base64 with padding (RFC 4648 section 4). */
export function base64(bytes: Uint8Array): string {
  return asBuffer(bytes).toString("base64")
}

/** Base64 without padding, as Belenios writes fingerprints and ballot trackers. */
export function base64Compact(bytes: Uint8Array): string {
  return base64(bytes).replace(/=+$/, "")
}

/** Bytes of padded base64, or `undefined` unless re-encoding gives the same text. */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = Uint8Array.from(Buffer.from(text, "base64"))
  return base64(bytes) === text ? bytes : undefined
}

/** Unsigned big-endian number. */
export function bigEndian(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${hex(bytes)}`)
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}
