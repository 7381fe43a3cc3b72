/**
 * The keys of a trustee during the key ceremony, and the secret channels between trustees, whose messages pass through
 * everybody's hands (Belenios specification, sections 4.6.1 and 4.6.3).
 */
import { createCipheriv, createDecipheriv } from "node:crypto"
import { concat, fromHex, hex, utf8, utf8Text } from "../core/bytes.ts"
import type { ChannelFault } from "../core/finding-codes.ts"
import { sha256 } from "../core/hash.ts"
import type { Random } from "../core/world.ts"
import { drawBase58 } from "./credential.ts"
import {
  add,
  encodePoint,
  generator,
  hashToScalar,
  multiplySecret,
  type Point,
  randomScalar,
  samePoint,
  subtract,
} from "./group.ts"
import { type Field, members, MessageFault, point, readText, string } from "./message.ts"
import { keyPair, type KeyPair } from "./schnorr.ts"
import { isSignedBy, readSignedMessage, sign, signedMessageJson } from "./signed-message.ts"

/** The key pairs with which a trustee signs and receives. */
export interface TrusteeKeys {
  readonly signing: KeyPair
  readonly decryption: KeyPair
}

const seedLength = 22

/** The one secret that a trustee keeps: 22 base58 characters. */
export function drawSeed(random: Random, message: string): string {
  return drawBase58(random, "trustee.seed", seedLength, message)
}

export function isSeed(text: string): boolean {
  return /^[1-9A-HJ-NP-Za-km-z]{22}$/.test(text)
}

/** Derives both keys; the hashes are reduced mod q, as the peer does. */
export function trusteeKeys(seed: string): TrusteeKeys {
  return { signing: keyPair(hashToScalar(`sk|${seed}`)), decryption: keyPair(hashToScalar(`dk|${seed}`)) }
}

/** The only value of `algorithm`: AES-256 in GCM (NIST SP 800-38D) with a 32-byte initialization vector. */
const algorithm = "AES-GCM"
const tagLength = 16

/** Signs a text and encrypts it: the function `send` of section 4.6.3. */
export function send(random: Random, sender: KeyPair, recipient: Point, message: string): string {
  const channel = JSON.stringify({ recipient: encodePoint(recipient), message })
  return encrypt(random, recipient, JSON.stringify(signedMessageJson(sign(random, sender, channel))))
}

/**
 * Opens a text made by `send`.
 *
 * @param recipient - our decryption key
 * @param sender - the verification key of the trustee who should have sent it
 */
export function receive(
  recipient: KeyPair,
  sender: Point,
  text: string,
): { readonly message: string } | { readonly fault: ChannelFault } {
  const encrypted = readText(text, readEncrypted)
  if (encrypted instanceof MessageFault) return { fault: "form" }
  const plain = decrypt(recipient, encrypted)
  if (plain === undefined) return { fault: "cipher" }
  const signed = readText(plain, readSignedMessage)
  if (signed instanceof MessageFault) return { fault: "form" }
  if (!isSignedBy(sender, signed)) return { fault: "signature" }
  const channel = readText(signed.message, readChannel)
  if (channel instanceof MessageFault) return { fault: "form" }
  // Whoever could read a message might have passed it on, so a message signed for another recipient is refused.
  if (!samePoint(channel.recipient, recipient.publicKey)) return { fault: "recipient" }
  return { message: channel.message }
}

interface Encrypted {
  readonly alpha: Point
  readonly beta: Point
  readonly data: Uint8Array
}

function encrypt(random: Random, recipient: Point, plain: string): string {
  const bound = `${encodePoint(recipient)}|${plain}`
  const r = randomScalar(random, "channel.r", bound)
  const shared = multiplySecret(generator, randomScalar(random, "channel.key", bound))
  const alpha = multiplySecret(generator, r)
  const beta = add(multiplySecret(recipient, r), shared)
  const cipher = createCipheriv("aes-256-gcm", symmetricKey(shared), initializationVector(alpha))
  const data = concat(cipher.update(utf8(plain)), cipher.final(), cipher.getAuthTag())
  return JSON.stringify({ algorithm, alpha: encodePoint(alpha), beta: encodePoint(beta), data: hex(data) })
}

function decrypt(recipient: KeyPair, { alpha, beta, data }: Encrypted): string | undefined {
  const shared = subtract(beta, multiplySecret(alpha, recipient.secret))
  const decipher = createDecipheriv("aes-256-gcm", symmetricKey(shared), initializationVector(alpha))
  decipher.setAuthTag(data.subarray(-tagLength))
  try {
    return utf8Text(concat(decipher.update(data.subarray(0, -tagLength)), decipher.final()))
  } catch {
    // The tag does not match. Node has no other reason to throw here.
    return undefined
  }
}

function symmetricKey(shared: Point): Uint8Array {
  return sha256(`key|${encodePoint(shared)}`)
}

function initializationVector(alpha: Point): Uint8Array {
  return sha256(`iv|${encodePoint(alpha)}`)
}

function readEncrypted(message: Field): Encrypted {
  const fields = members(message, ["algorithm", "alpha", "beta", "data"])
  if (string(fields.algorithm) !== algorithm) throw new MessageFault(fields.algorithm.path, "value")
  const data = fromHex(string(fields.data))
  if (data === undefined || data.length < tagLength) throw new MessageFault(fields.data.path, "value")
  return { alpha: point(fields.alpha), beta: point(fields.beta), data }
}

function readChannel(message: Field): { readonly recipient: Point; readonly message: string } {
  const fields = members(message, ["recipient", "message"])
  return { recipient: point(fields.recipient), message: string(fields.message) }
}
