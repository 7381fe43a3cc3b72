/**
 * A trustee's proof, before the vote opens, that it still holds its key. It proves knowledge of the secret over the
 * election's uuid and a checkpoint of its journal. The trustee never decrypts what somebody hands to it.
 */
import type { Random } from "../core/world.ts"
import { encodePoint, type Point } from "./group.ts"
import { type KeyPair, type Proof, proveKnowledge, verifyKnowledge } from "./schnorr.ts"

/** @param checkpoint - the root hash of the journal, without a vertical bar */
export function provePossession(random: Random, uuid: string, checkpoint: string, key: KeyPair): Proof {
  return proveKnowledge(random, "trustee.possession", key, prefix(uuid, checkpoint, key.publicKey))
}

export function isPossessed(uuid: string, checkpoint: string, publicKey: Point, proof: Proof): boolean {
  return verifyKnowledge(publicKey, proof, prefix(uuid, checkpoint, publicKey))
}

function prefix(uuid: string, checkpoint: string, publicKey: Point): string {
  return `urne-possession|${uuid}|${checkpoint}|${encodePoint(publicKey)}|`
}
