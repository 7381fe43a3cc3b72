import { Decrypter, Encrypter } from "age-encryption"
import { UrneError } from "./error.ts"

/**
 * Secrets at rest: age files (age-encryption.org/v1) under a passphrase, which the `age` tool opens too. The scrypt work
 * factor is 18, about a second; keys of a rehearsal protect nothing and take 10. On reading, age refuses more than 20.
 */
const workFactor = 18
const rehearsalWorkFactor = 10

export async function encryptSecret(
  secret: Uint8Array,
  passphrase: string,
  options: { readonly rehearsal: boolean },
): Promise<Uint8Array> {
  const age = new Encrypter()
  age.setScryptWorkFactor(options.rehearsal ? rehearsalWorkFactor : workFactor)
  age.setPassphrase(normalised(passphrase))
  return age.encrypt(secret)
}

/** @throws UrneError `wrong-passphrase`, or `not-a-secret-file` where the bytes are no age file under a passphrase */
export async function decryptSecret(bytes: Uint8Array, passphrase: string, path: string): Promise<Uint8Array> {
  const age = new Decrypter()
  age.addPassphrase(normalised(passphrase))
  try {
    return await age.decrypt(bytes)
  } catch (cause) {
    const wrong = cause instanceof Error && cause.message.includes("no identity matched")
    throw new UrneError(wrong ? "wrong-passphrase" : "not-a-secret-file", { path }, { cause })
  }
}

/** Typed twice on different keyboards, a passphrase must come out the same: composed accents, single spaces, no ends. */
function normalised(passphrase: string): string {
  return passphrase.normalize("NFC").trim().replace(/\s+/g, " ")
}
