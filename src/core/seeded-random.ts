import { concat, utf8 } from "./bytes.ts"
import { hmacSha256, sha256 } from "./hash.ts"
import type { Files, Random } from "./world.ts"

const largestSeed = 1 << 16

/**
 * Reads the seed from a file. A word that names no file, such as `monday` or `run-42`, is a seed itself.
 *
 * @throws UrneError `file-absent` for what looks like a path
 */
export async function readSeed(given: string, files: Pick<Files, "kind" | "read">): Promise<Uint8Array> {
  const isWord = /^[\p{L}\p{N}_-]{1,64}$/u.test(given)
  if (isWord && (await files.kind(given)) === undefined) return utf8(given)
  return files.read(given, largestSeed)
}

/**
 * The randomness of a rehearsal: HMAC-SHA256(seed, UUID ‖ journal size ‖ purpose ‖ index ‖ SHA-256 of the message). A
 * run therefore repeats byte for byte, and no nonce serves two messages even when a command is run again on an older
 * file. A real election never gets this generator: only this folder makes it.
 *
 * @param seed - any bytes
 * @param uuid - the election's, empty before it has one
 * @param journalSize - asked at every draw, so that the same draw after another entry differs
 */
export function seededRandom(seed: Uint8Array, uuid: string, journalSize: () => number): Random {
  const key = sha256("urne rehearsal seed", seed)
  const drawn = new Map<string, number>()
  return (length, purpose, message = "") => {
    const index = drawn.get(purpose) ?? 0
    drawn.set(purpose, index + 1)
    const context = utf8(`${uuid}|${journalSize()}|${purpose}|${index}|`)
    const draw = hmacSha256(key, context, sha256(message))
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) => hmacSha256(draw, `${block}`))
    return concat(...blocks).slice(0, length)
  }
}
