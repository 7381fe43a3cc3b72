/** The public key of a trustee, with a proof that it knows the secret (Belenios specification, section 4.5). */
import type { Json } from "../core/json.ts"
import type { Random } from "../core/world.ts"
import { encodePoint, groupName, type Point } from "./group.ts"
import { type Field, members, point, proof, string } from "./message.ts"
import { type KeyPair, type Proof, proofJson, proveKnowledge, verifyKnowledge } from "./schnorr.ts"
import { isSignedBy, sign } from "./signed-message.ts"

/** The structure `trustee_public_key`. */
export interface TrusteePublicKey {
  readonly publicKey: Point
  readonly proof: Proof
  /** Signs the key with the trustee's signing key. Only a threshold has it. */
  readonly signature: Proof | undefined
  readonly name: string | undefined
}

export function proveTrusteeKey(random: Random, key: KeyPair): TrusteePublicKey {
  const proof = proveKnowledge(random, "trustee.proof", key, prefix(key.publicKey))
  return { publicKey: key.publicKey, proof, signature: undefined, name: undefined }
}

export function isTrusteeKeyProven({ publicKey, proof }: TrusteePublicKey): boolean {
  return verifyKnowledge(publicKey, proof, prefix(publicKey))
}

export function signTrusteeKey(random: Random, signing: KeyPair, key: TrusteePublicKey): TrusteePublicKey {
  return { ...key, signature: sign(random, signing, encodePoint(key.publicKey)).signature }
}

export function isTrusteeKeySigned(verification: Point, { publicKey, signature }: TrusteePublicKey): boolean {
  return signature !== undefined && isSignedBy(verification, { message: encodePoint(publicKey), signature })
}

export function trusteePublicKeyJson({ publicKey, proof, signature, name }: TrusteePublicKey): Json {
  return {
    pok: proofJson(proof),
    public_key: encodePoint(publicKey),
    ...(signature === undefined ? {} : { signature: proofJson(signature) }),
    ...(name === undefined ? {} : { name }),
  }
}

export function readTrusteePublicKey(field: Field): TrusteePublicKey {
  const fields = members(field, ["pok", "public_key"], ["signature", "name"])
  return {
    publicKey: point(fields.public_key),
    proof: proof(fields.pok),
    signature: fields.signature && proof(fields.signature),
    name: fields.name && string(fields.name),
  }
}

function prefix(publicKey: Point): string {
  return `pok|${groupName}|${encodePoint(publicKey)}|`
}
