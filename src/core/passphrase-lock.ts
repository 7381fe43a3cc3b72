import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto"
import { type Identity, type Recipient, Stanza } from "age-encryption"
import { base64Compact, concat, utf8 } from "./bytes.ts"

/**
 * The passphrase lock of an age file (age-encryption.org/v1, section "The scrypt recipient type"). The package
 * age-encryption reads and writes the file. We replace this one lock because the package's scrypt is JavaScript and
 * blocks everything else while it runs; Node's is faster and runs on a thread of its own.
 */
const kind = "scrypt"
const label = utf8("age-encryption.org/v1/scrypt")
const saltLength = 16
/** A higher work factor is refused on reading, or a file could ask for any amount of memory. */
const highestWorkFactor = 20

export function passphraseRecipient(passphrase: string, workFactor: number): Recipient {
  return {
    wrapFileKey: async (fileKey) => {
      const salt = Uint8Array.from(randomBytes(saltLength))
      const key = await keyOf(passphrase, salt, workFactor)
      return [new Stanza([kind, base64Compact(salt), String(workFactor)], wrapped(fileKey, key))]
    },
  }
}

export function passphraseIdentity(passphrase: string): Identity {
  return {
    unwrapFileKey: async (stanzas) => {
      const [stanza, ...others] = stanzas
      if (stanza === undefined || !stanzas.some(({ args }) => args[0] === kind)) return null
      // A passphrase beside another lock would authenticate nobody, since whoever holds the other key could have made
      // the file.
      if (others.length > 0) throw new Error("a passphrase is not the only lock of this file")
      const { salt, workFactor } = readStanza(stanza)
      return unwrapped(stanza.body, await keyOf(passphrase, salt, workFactor))
    },
  }
}

function readStanza({ args, body }: Stanza): { readonly salt: Uint8Array; readonly workFactor: number } {
  const [, saltText = "", factorText = "", ...more] = args
  const salt = Uint8Array.from(Buffer.from(saltText, "base64"))
  const isRight = base64Compact(salt) === saltText && salt.length === saltLength && /^[1-9]\d*$/.test(factorText)
  if (!isRight || more.length > 0 || body.length !== wrappedLength) throw new Error("invalid scrypt stanza")
  const workFactor = Number(factorText)
  if (workFactor > highestWorkFactor) throw new Error("scrypt work factor is too high")
  return { salt, workFactor }
}

function keyOf(passphrase: string, salt: Uint8Array, workFactor: number): Promise<Uint8Array> {
  const [cost, blockSize] = [2 ** workFactor, 8]
  // Scrypt needs 128 bytes for each block and step, and little more.
  const parameters = { N: cost, r: blockSize, p: 1, maxmem: 256 * cost * blockSize }
  return new Promise((resolve, reject) => {
    scrypt(passphrase, concat(label, salt), 32, parameters, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}

// Each key wraps a single file key, so the nonce may be zero.
const cipher = "chacha20-poly1305"
const nonce = new Uint8Array(12)
const tagLength = 16
const wrappedLength = 16 + tagLength

function wrapped(fileKey: Uint8Array, key: Uint8Array): Uint8Array {
  const encryption = createCipheriv(cipher, key, nonce, { authTagLength: tagLength })
  return concat(encryption.update(fileKey), encryption.final(), encryption.getAuthTag())
}

/** Unwraps the file key; returns `null` for a wrong passphrase. */
function unwrapped(body: Uint8Array, key: Uint8Array): Uint8Array | null {
  const decryption = createDecipheriv(cipher, key, nonce, { authTagLength: tagLength })
  decryption.setAuthTag(body.subarray(-tagLength))
  const fileKey = decryption.update(body.subarray(0, -tagLength))
  try {
    decryption.final()
  } catch {
    return null
  }
  return Uint8Array.from(fileKey)
}
