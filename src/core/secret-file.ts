import { armor, Decrypter, Encrypter } from "age-encryption"
import { utf8Text } from "./bytes.ts"
import { UrneError } from "./error.ts"
import { passphraseIdentity, passphraseRecipient } from "./passphrase-lock.ts"

/**
 * Secrets at rest: age files (age-encryption.org/v1) under a passphrase, which the `age` tool opens too. The scrypt
 * work factor is 18, which takes about a second. Keys of a rehearsal protect nothing and take 10.
 */
const workFactor = 18
const rehearsalWorkFactor = 10

export async function encryptSecret(
  secret: Uint8Array,
  passphrase: string,
  options: { readonly rehearsal: boolean },
): Promise<Uint8Array> {
  const age = new Encrypter()
  age.addRecipient(passphraseRecipient(normalised(passphrase), options.rehearsal ? rehearsalWorkFactor : workFactor))
  return age.encrypt(secret)
}

/**
 * Opens an age file under a passphrase, in its binary form or in the text form that survives mail.
 *
 * @throws UrneError `wrong-passphrase`, or `not-a-secret-file` where the bytes are no age file under a passphrase
 */
export async function decryptSecret(content: Uint8Array, passphrase: string, path: string): Promise<Uint8Array> {
  const bytes = unarmoured(content)
  if (bytes === undefined) throw new UrneError("not-a-secret-file", { path })
  const opensWith = locksOf(bytes)
  if (opensWith.length > 0 && !opensWith.includes("scrypt")) {
    throw new UrneError("not-a-secret-file", { path, opensWith: "key" })
  }
  const age = new Decrypter()
  age.addIdentity(passphraseIdentity(normalised(passphrase)))
  try {
    return await age.decrypt(bytes)
  } catch (cause) {
    const wrong = cause instanceof Error && cause.message.includes("no identity matched")
    throw new UrneError(wrong ? "wrong-passphrase" : "not-a-secret-file", { path }, { cause })
  }
}

const armoured = /^\ufeff?\s*-----BEGIN AGE ENCRYPTED FILE-----/

/** Returns the binary file whichever form it came in, or `undefined` where a text form is damaged. */
function unarmoured(content: Uint8Array): Uint8Array | undefined {
  const text = utf8Text(content.subarray(0, 100)) === undefined ? undefined : utf8Text(content)
  if (text === undefined || !armoured.test(text)) return content
  try {
    return armor.decode(text.replace(/^\ufeff/, ""))
  } catch {
    return undefined
  }
}

/** Lists the kinds of locks that a file's header names: `scrypt` is a passphrase, everything else a key. */
function locksOf(bytes: Uint8Array): readonly string[] {
  const header = Buffer.from(bytes.subarray(0, 4096)).toString("latin1")
  const end = header.indexOf("\n---")
  if (!header.startsWith("age-encryption.org/") || end < 0) return []
  return [...header.slice(0, end).matchAll(/^-> (\S+)/gm)].map(([, kind = ""]) => kind)
}

/**
 * Makes a passphrase typed on different keyboards come out the same: composed accents, single spaces, none at the ends.
 */
function normalised(passphrase: string): string {
  return passphrase.normalize("NFC").trim().replace(/\s+/g, " ")
}
