/** A voter's credential: a secret code, and the key with which its ballots are signed (Belenios specification, 4.8). */
import { bigEndian, concat } from "../core/bytes.ts"
import { sha256 } from "../core/hash.ts"
import type { Random } from "../core/world.ts"
import { pointText, scalar, type Scalar } from "./group.ts"
import { secretMultiples } from "./secret-multiples.ts"

/** Base58, which lacks 0, O, I and l. */
const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
const groups = [5, 6, 5, 6]
const length = 22

const character = "[1-9A-HJ-NP-Za-km-z]"
const form = new RegExp(`^${groups.map((size) => `${character}{${size}}`).join("-")}$`)

/** Whether a text has the form `XXXXX-XXXXXX-XXXXX-XXXXXX`. */
export function isCredential(text: string): boolean {
  return form.test(text)
}

/**
 * Draws a credential of 22 characters, each of the 58 equally likely: 128 bits in all.
 *
 * @param message - different for each credential of an election
 */
export function drawCredential(random: Random, message: string): string {
  const characters = drawBase58(random, "credential", length, message)
  let at = 0
  return groups.map((size) => characters.slice(at, (at += size))).join("-")
}

/** Draws base58 characters, each equally likely: bytes from 232 on, the last multiple of 58, are drawn again. */
export function drawBase58(random: Random, purpose: string, count: number, message: string): string {
  let characters = ""
  for (let attempt = 0; characters.length < count; attempt++) {
    if (attempt === 16) throw new Error("the random source returned no usable byte")
    for (const byte of random(2 * count, purpose, `${message}|${attempt}`)) {
      if (byte < 232) characters += alphabet.charAt(byte % 58)
    }
  }
  return characters.slice(0, count)
}

/** The key pair that a credential has in one election. */
export interface VotingKey {
  /** The key that signs ballots. */
  readonly secret: Scalar
  /** The text of its point, which the list of public credentials holds. */
  readonly publicCredential: string
}

/**
 * Derives the key of a credential in one election. Under another uuid the same code gives another key, so a second
 * round needs no new letters.
 */
export function votingKey(uuid: string, credential: string): VotingKey {
  const [key] = votingKeys(uuid, [credential])
  if (key === undefined) throw new Error("one credential has one key")
  return key
}

/** Derives the keys of many credentials, as {@link votingKey} does. */
export function votingKeys(uuid: string, credentials: readonly string[]): readonly VotingKey[] {
  const secrets = credentials.map((credential) => {
    const half = (index: 0 | 1) => sha256(`derive_credential|${uuid}|${index}|${credential}`)
    return scalar(bigEndian(concat(half(0), half(1))))
  })
  const points = secretMultiples().ofGenerator(secrets)
  return secrets.map((secret, index) => ({
    secret,
    publicCredential: pointText(points.subarray(32 * index, 32 * index + 32)),
  }))
}
