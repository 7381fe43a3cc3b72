/**
 * Proofs of knowledge of one number x with X = x·G, in the form that all such proofs of Belenios have: the challenge is
 * a hash of a text and of the commitment A, and response = w − x·challenge mod q (specification, sections 4.5, 4.6.1
 * and 4.16).
 */
import type { Random } from "../core/world.ts"
import {
  combinePairsPublic,
  encodePoint,
  generator,
  hashToScalar,
  multiplySecret,
  type Point,
  pointText,
  randomScalar,
  scalar,
  type Scalar,
} from "./group.ts"
import type { Proof } from "./proof.ts"
import { secretMultiples } from "./secret-multiples.ts"

export { type Proof, proofJson } from "./proof.ts"

/** A number x and X = x·G. */
export interface KeyPair {
  readonly secret: Scalar
  readonly publicKey: Point
}

export function keyPair(secret: Scalar): KeyPair {
  return { secret, publicKey: multiplySecret(generator, secret) }
}

/**
 * Proves that we know the secret of `key`. The challenge is the hash of `prefix` followed by the commitment; every
 * prefix of Belenios ends in a vertical bar.
 *
 * @param purpose - the name of the draw of the nonce
 */
export function proveKnowledge(random: Random, purpose: string, key: KeyPair, prefix: string): Proof {
  return proveSecret(random, purpose, key.secret, encodePoint(key.publicKey), prefix)
}

/** Proves as {@link proveKnowledge} does, from a secret x and the text of x·G. */
export function proveSecret(
  random: Random,
  purpose: string,
  secret: Scalar,
  publicText: string,
  prefix: string,
): Proof {
  // Two keys may sign one text, so the nonce is bound to the key as well: a replayed source never repeats it.
  const nonce = randomScalar(random, purpose, prefix + publicText)
  const commitment = pointText(secretMultiples().ofGenerator([nonce]))
  const challenge = hashToScalar(prefix + commitment)
  return { challenge, response: respond(nonce, secret, challenge) }
}

/** Whether `proof` shows knowledge of the secret behind `publicKey`, for this prefix. */
export function verifyKnowledge(publicKey: Point, proof: Proof, prefix: string): boolean {
  const [commitment] = combinePairsPublic([
    [proof.response, generator, generator],
    [proof.challenge, publicKey, publicKey],
  ])
  return hashToScalar(prefix + commitment) === proof.challenge
}

/** w − x·challenge mod q. */
export function respond(nonce: Scalar, secret: Scalar, challenge: Scalar): Scalar {
  return scalar(nonce - secret * challenge)
}
