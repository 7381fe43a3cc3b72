/** Writes the list of public credentials as the archive holds it, in blocks. */
import type { PublicCredential } from "../belenios/public-credentials.ts"
import { utf8 } from "../core/bytes.ts"

/** How many credentials are written at once. The list of a million would not fit in memory as strings. */
const perBlock = 2000

/**
 * Writes the list of these credentials, with weights unless all are 1. @param credentials - yields them in the order of
 * their keys; it is called twice
 */
export function* publicListBlocks(
  credentials: () => Iterable<PublicCredential>,
): Generator<Uint8Array, void, undefined> {
  let weighted = false
  for (const { weight } of credentials()) weighted ||= weight !== 1n
  yield* credentialListBlocks(credentials(), weighted)
}

/**
 * Writes the list of public credentials as `publicCredentialsBody` does (Belenios specification, section 4.8), in
 * blocks.
 *
 * @param credentials - in the order of their keys
 * @param weighted - whether the list shows weights, which it does unless all are 1
 */
export function* credentialListBlocks(
  credentials: Iterable<PublicCredential>,
  weighted: boolean,
): Generator<Uint8Array, void, undefined> {
  let block = "["
  let count = 0
  for (const { key, weight } of credentials) {
    block += `${count === 0 ? "" : ","}"${key}${weighted ? `,${weight}` : ""}"`
    if (++count % perBlock > 0) continue
    yield utf8(block)
    block = ""
  }
  yield utf8(`${block}]`)
}
