import { base64, fromBase64, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { Files } from "../core/world.ts"
import { type SigningKey, verifierKeyText, verifierOf } from "../notes/key.ts"

/**
 * Writes the urn key's file. The key signs checkpoints and receipts, has no power over acts, and is read by every
 * command that accepts a ballot. It therefore has no passphrase, but mode 0600 and a file of its own. The file also
 * holds the public key, so that damage is noticed.
 */
export function urnKeyText(key: SigningKey): string {
  return `urne urn key v1\nkey ${verifierKeyText(verifierOf(key))}\nseed ${base64(key.seed)}\n`
}

/** Reads the key of a file's text, and returns `undefined` unless writing it again gives the same text. */
export function parseUrnKey(text: string): SigningKey | undefined {
  const [, name, encoded] = /^urne urn key v1\nkey ([^+\s]+)\+\S+\nseed (\S+)\n$/.exec(text) ?? []
  const seed = fromBase64(encoded ?? "")
  if (name === undefined || seed?.length !== 32) return undefined
  return urnKeyText({ name, seed }) === text ? { name, seed } : undefined
}

/** Identifies one key of an urn. */
export interface WantedUrnKey {
  /** `urne/UUID`, as `originOf` makes it. */
  readonly origin: string
  /** The verifier key that the authority certified. */
  readonly publicKey: string
}

/** Reads the key in a file, whosever it is. @throws {@link UrneError} `file-absent`, `not-an-urn-key` */
export async function readAnyUrnKey(files: Files, path: string): Promise<SigningKey> {
  const text = utf8Text(await files.read(path, 4096)) ?? ""
  const key = parseUrnKey(text)
  if (key === undefined) refuseNewer(text, path)
  if (key === undefined) throw new UrneError("not-an-urn-key", { path })
  return key
}

/**
 * Reads a given key of an urn.
 *
 * @throws {@link UrneError} `file-absent`, `not-an-urn-key`, `another-urn-key`
 */
export async function readUrnKey(files: Files, path: string, wanted: WantedUrnKey): Promise<SigningKey> {
  const key = await readAnyUrnKey(files, path)
  if (key.name !== wanted.origin) {
    throw new UrneError("another-urn-key", { path, name: key.name, wanted: wanted.origin })
  }
  const publicKey = verifierKeyText(verifierOf(key))
  // Another key under the right name would sign receipts that nobody can confirm.
  if (publicKey !== wanted.publicKey) {
    throw new UrneError("another-urn-key", { path, name: publicKey, wanted: wanted.publicKey })
  }
  return key
}
