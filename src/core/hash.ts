import { createHash, createHmac, hash as digestOf } from "node:crypto"
import { base64Compact } from "./bytes.ts"

/** SHA-256 (FIPS 180-4): 32 bytes. A string is hashed as its UTF-8 bytes. */
export function sha256(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const [only] = parts
  // A single part takes the one-shot call, which is faster: ballots are hashed by the million.
  if (only !== undefined && parts.length === 1) return Uint8Array.from(digestOf("sha256", only, "buffer"))
  const hash = createHash("sha256")
  for (const part of parts) hash.update(part)
  return Uint8Array.from(hash.digest())
}

export function sha256Hex(...parts: readonly (Uint8Array | string)[]): string {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return digestOf("sha256", only)
  const hash = createHash("sha256")
  for (const part of parts) hash.update(part)
  return hash.digest("hex")
}

/** Unpadded base64 of the digest: the form of φ and of ballot trackers (Belenios specification, sections 4.10 and 4.17). */
export function sha256Compact(...parts: readonly (Uint8Array | string)[]): string {
  return base64Compact(sha256(...parts))
}

/** HMAC-SHA256 (RFC 2104): 32 bytes. */
export function hmacSha256(key: Uint8Array, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const mac = createHmac("sha256", key)
  for (const part of parts) mac.update(part)
  return Uint8Array.from(mac.digest())
}

/** Hashes blocks as they arrive, and returns SHA-256 in hexadecimal. */
export async function sha256Stream(blocks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256")
  for await (const block of blocks) hash.update(block)
  return hash.digest("hex")
}
