import { base64, fromBase64, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { refuseNewer } from "../core/version-line.ts"
import { type Files } from "../core/world.ts"
import { type SigningKey, verifierKeyText, verifierOf } from "../notes/key.ts"

/**
 * The urn key's file: it signs checkpoints and receipts, has no power over acts, and is read by every command that accepts
 * a ballot; hence no passphrase, mode 0600, and a file of its own. The public key stands in it so that damage is noticed.
 */
export function urnKeyText(key: SigningKey): string {
  return `urne urn key v1\nkey ${verifierKeyText(verifierOf(key))}\nseed ${base64(key.seed)}\n`
}

/** The key of a file's text, or `undefined` unless writing it again gives the same text. */
export function parseUrnKey(text: string): SigningKey | undefined {
  const [, name, encoded] = /^urne urn key v1\nkey ([^+\s]+)\+\S+\nseed (\S+)\n$/.exec(text) ?? []
  const seed = fromBase64(encoded ?? "")
  if (name === undefined || seed?.length !== 32) return undefined
  return urnKeyText({ name, seed }) === text ? { name, seed } : undefined
}

/** Which key of an urn is meant. */
export interface WantedUrnKey {
  /** `urne/UUID`, see `originOf`. */
  readonly origin: string
  /** The verifier key that the authority certified for it. */
  readonly publicKey: string
}

/** The key in a file, whosever it is. @throws {@link UrneError} `file-absent`, `not-an-urn-key` */
export async function readAnyUrnKey(files: Files, path: string): Promise<SigningKey> {
  const text = utf8Text(await files.read(path, 4096)) ?? ""
  const key = parseUrnKey(text)
  if (key === undefined) refuseNewer(text, path)
  if (key === undefined) throw new UrneError("not-an-urn-key", { path })
  return key
}

/**
 * Reads the key of an urn.
 *
 * @throws {@link UrneError} `file-absent`, `not-an-urn-key`, `another-urn-key`.
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
