/** Conversions between bytes and text. Every decoder is strict: it accepts only what its encoder would write. */

const utf8Encoder = new TextEncoder()
const utf8Decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

export function utf8(text: string): Uint8Array {
  return utf8Encoder.encode(text)
}

/** Decodes UTF-8, and returns `undefined` for bytes that are not UTF-8. A byte order mark is kept. */
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

/** Compares as unsigned bytes; returns a negative number, zero or a positive one, as `Array.sort` expects. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b)
}

/** Lower-case hexadecimal. */
export function hex(bytes: Uint8Array): string {
  return asBuffer(bytes).toString("hex")
}

/** Decodes lower-case hexadecimal, and returns `undefined` for anything else. */
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

/** Decodes padded base64, and returns `undefined` unless re-encoding gives the same text. */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = Uint8Array.from(Buffer.from(text, "base64"))
  return base64(bytes) === text ? bytes : undefined
}

/** Reads an unsigned big-endian number. */
export function bigEndian(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${hex(bytes)}`)
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}
