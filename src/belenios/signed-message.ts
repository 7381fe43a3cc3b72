/** Messages signed by a trustee's signing key (Belenios specification, section 4.6.1). */
import type { Json } from "../core/json.ts"
import type { Random } from "../core/world.ts"
import type { Point } from "./group.ts"
import { type Field, members, proof, string } from "./message.ts"
import { type KeyPair, type Proof, proofJson, proveKnowledge, verifyKnowledge } from "./schnorr.ts"

/** The structure `signed_msg`. */
export interface SignedMessage {
  readonly message: string
  readonly signature: Proof
}

export function sign(random: Random, key: KeyPair, message: string): SignedMessage {
  return { message, signature: proveKnowledge(random, "trustee.signature", key, prefix(message)) }
}

/** Whether the owner of `verification` signed it. The signature does not name the key: callers take it from elsewhere. */
export function isSignedBy(verification: Point, { message, signature }: SignedMessage): boolean {
  return verifyKnowledge(verification, signature, prefix(message))
}

export function signedMessageJson({ message, signature }: SignedMessage): Json {
  return { message, signature: proofJson(signature) }
}

export function readSignedMessage(field: Field): SignedMessage {
  const { message, signature } = members(field, ["message", "signature"])
  return { message: string(message), signature: proof(signature) }
}

function prefix(message: string): string {
  return `sigmsg|${message}|`
}
