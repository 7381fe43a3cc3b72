/**
 * Time-stamps (RFC 3161): a time-stamping service, which has nothing to do with the election, signs that something was
 * there at an instant. Nothing here asks the network, and whether a certificate was revoked is not known here.
 */
import { equalBytes } from "../../core/bytes.ts"
import { sha256Hex } from "../../core/hash.ts"
import { instantText } from "../../core/instant.ts"
import { type Certificate, isNamed, subjectName } from "./certificate.ts"
import { requireChain } from "./chain.ts"
import { attempt, refuse, type TimeStampFault } from "./fault.ts"
import { readStatement } from "./statement.ts"
import { listOfCertificates, signedStatement, tokenOf, tokenParts } from "./token.ts"

/** A stamp that was verified. */
export interface TimeStamp {
  /** Milliseconds since 1970. */
  readonly at: number
  /** By how many milliseconds the instant may be wrong; undefined if the authority does not say. */
  readonly accuracy: number | undefined
  /** The name in the certificate of the time-stamping service. */
  readonly service: string
  /** SHA-256 of that certificate, in hexadecimal: other services may have the same name. */
  readonly certificate: string
  /** The object identifier of the policy under which it stamps. */
  readonly policy: string
  /** The number of the stamp at its authority, in hexadecimal. */
  readonly serial: string
  /** Whether its certificates lead to a root that was given. Nobody vouches for one that leads to none. */
  readonly anchored: boolean
}

/** A stamp as people and programs are told of it. */
export interface ToldStamp extends Pick<TimeStamp, "service" | "policy" | "serial" | "anchored"> {
  /** RFC 3339 in UTC. */
  readonly at: string
  /** By how many milliseconds the instant may be wrong; `null` if the authority does not say. */
  readonly accuracy: number | null
}

/**
 * By how much an instant may be wrong where the service does not say (milliseconds): ETSI EN 319 421 asks for one second
 * or better.
 */
const usualAccuracy = 1000

/** By how many milliseconds the instant of a stamp may be wrong. */
export function accuracyOf({ accuracy = usualAccuracy }: Pick<TimeStamp, "accuracy">): number {
  return accuracy
}

/** Whether a stamp is from before an instant (milliseconds), however wrong its own may be. */
export function isBefore(stamp: Pick<TimeStamp, "at" | "accuracy">, instant: number): boolean {
  return stamp.at + accuracyOf(stamp) < instant
}

export function toldStamp({ at, accuracy, service, policy, serial, anchored }: TimeStamp): ToldStamp {
  return { at: instantText(at), accuracy: accuracy ?? null, service, policy, serial, anchored }
}

/** What a stamp must be of. */
export interface Stamped {
  /** SHA-256 of the bytes that it stamps. */
  readonly imprint: Uint8Array
  /** What the request said, where it is known. */
  readonly request?: { readonly nonce: bigint; readonly policy: string | undefined } | undefined
  /** The roots that are trusted. If there are none, any authority will do, and the stamp is not anchored. */
  readonly roots: readonly Certificate[]
}

/** What a reply or a token says that it stamps. Nothing of it has been verified. */
export interface Claim {
  readonly token: Uint8Array
  readonly imprint: Uint8Array
  readonly nonce: bigint | undefined
  /** How many certificates it brings. Each may have to be compared with each. */
  readonly certificates: number
}

type Faulty = { readonly fault: TimeStampFault }

/** Reads a time-stamping service's reply, or a token by itself, to find what it belongs to. */
export function readReply(bytes: Uint8Array): Claim | Faulty {
  return attempt(() => {
    const token = tokenOf(bytes)
    const { statement, brought } = tokenParts(token)
    const { imprint, nonce } = readStatement(statement)
    return { token, imprint, nonce, certificates: listOfCertificates(brought).length }
  })
}

/** Verifies a token: who signed it, with what right, and that it stamps what it should. */
export function openTimeStamp(token: Uint8Array, { imprint, request, roots }: Stamped): TimeStamp | Faulty {
  return attempt(() => {
    const { statement, signer, certificates } = signedStatement(token)
    const stated = readStatement(statement)
    if (!equalBytes(stated.imprint, imprint)) return refuse("imprint")
    if (request !== undefined && stated.nonce !== request.nonce) return refuse("nonce")
    if (request?.policy !== undefined && stated.policy !== request.policy) return refuse("policy", stated.policy)
    if (stated.authority !== undefined && !isNamed(signer, stated.authority)) return refuse("service-name")
    const anchored = requireChain(signer, certificates, roots, stated.at)
    const { at, accuracy, policy, serial } = stated
    const certificate = sha256Hex(signer.bytes)
    return { at, accuracy, service: subjectName(signer), certificate, policy, serial, anchored }
  })
}
