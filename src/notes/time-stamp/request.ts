/** What is sent to a time-stamping service (RFC 3161, section 2.4.1). */
import { equalBytes } from "../../core/bytes.ts"
import { plainAlgorithmOf, sha256Oid } from "./algorithms.ts"
import { type Der, der, derInteger, derOid, integerOf, membersOf, oidOf, readDer, tags, trueOf } from "./der.ts"
import { attempt, refuse, type TimeStampFault } from "./fault.ts"

export interface TimeStampRequest {
  /** The SHA-256 of what is to be stamped. */
  readonly imprint: Uint8Array
  /** A random number, from which it is seen that a reply was made for this request. */
  readonly nonce: bigint
  /** The object identifier of the policy that is asked for. */
  readonly policy: string | undefined
}

/** Writes a request, in which the reply is asked to bring its certificate. */
export function requestBytes({ imprint, nonce, policy }: TimeStampRequest): Uint8Array {
  const algorithm = der(tags.sequence, derOid(sha256Oid), der(tags.none))
  return der(
    tags.sequence,
    derInteger(1n),
    der(tags.sequence, algorithm, der(tags.octetString, imprint)),
    policy === undefined ? new Uint8Array() : derOid(policy),
    derInteger(nonce),
    der(tags.boolean, Uint8Array.of(0xff)),
  )
}

/** Reads a request, and refuses any that `requestBytes` does not write so. */
export function parseRequest(bytes: Uint8Array): TimeStampRequest | { readonly fault: TimeStampFault } {
  return attempt(() => {
    const part = "TimeStampReq"
    const members = membersOf(readDer(bytes, part), part)
    if (integerOf(members.take(tags.integer, `${part}.version`), part) !== 1n) return refuse("version")
    const imprint = imprintOf(members.take(tags.sequence, `${part}.messageImprint`))
    const policy = members.optional(tags.oid)
    const nonce = integerOf(members.take(tags.integer, `${part}.nonce`), `${part}.nonce`)
    trueOf(members.take(tags.boolean, `${part}.certReq`), `${part}.certReq`)
    members.end()
    const request = { imprint, nonce, policy: policy && oidOf(policy, `${part}.reqPolicy`) }
    return nonce >= 0n && equalBytes(requestBytes(request), bytes) ? request : refuse("form", part)
  })
}

/** Reads a MessageImprint, which has to be a SHA-256. */
export function imprintOf(value: Der): Uint8Array {
  const part = "messageImprint"
  const members = membersOf(value, part)
  const algorithm = plainAlgorithmOf(members.take(tags.sequence, part), part)
  const { content } = members.take(tags.octetString, part)
  members.end()
  if (algorithm !== sha256Oid) return refuse("imprint-algorithm", algorithm)
  return content.length === 32 ? content : refuse("form", part)
}
