/** The statement that a time-stamping service signs: what was there, and when (RFC 3161, section 2.4.2, TSTInfo). */
import { hex } from "../../core/bytes.ts"
import { extensionsOf } from "./certificate.ts"
import { type Der, integerOf, membersOf, numbered, oidOf, primitive, readDer, tags, timeOf, trueOf } from "./der.ts"
import { refuse } from "./fault.ts"
import { imprintOf } from "./request.ts"

export interface Statement {
  /** SHA-256 of what was stamped. */
  readonly imprint: Uint8Array
  readonly nonce: bigint | undefined
  /** The object identifier of the policy under which the stamp was made. */
  readonly policy: string
  /** The number that the authority gave to the stamp, in hexadecimal. */
  readonly serial: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** By how many milliseconds the instant may be wrong; undefined if the authority does not say. */
  readonly accuracy: number | undefined
  /** The authority's name (a GeneralName), where the statement has one. */
  readonly authority: Der | undefined
}

/** Reads a TSTInfo. */
export function readStatement(bytes: Uint8Array): Statement {
  const part = "TSTInfo"
  const members = membersOf(readDer(bytes, part), part)
  if (integerOf(members.take(tags.integer, `${part}.version`), `${part}.version`) !== 1n) return refuse("version")
  const policy = oidOf(members.take(tags.oid, `${part}.policy`), `${part}.policy`)
  const imprint = imprintOf(members.take(tags.sequence, "messageImprint"))
  const serial = members.take(tags.integer, `${part}.serialNumber`)
  if (integerOf(serial, `${part}.serialNumber`) < 0n || serial.content.length > 64)
    return refuse("form", `${part}.serialNumber`)
  const at = timeOf(members.take(tags.generalizedTime, `${part}.genTime`), `${part}.genTime`)
  const accuracy = members.optional(tags.sequence)
  trueOf(members.optional(tags.boolean), `${part}.ordering`)
  const nonce = members.optional(tags.integer)
  const authority = members.optional(numbered(0))
  const extensions = members.optional(numbered(1))
  members.end()
  requireNoneCritical(extensions)
  return {
    ...{ imprint, policy, at, serial: hex(serial.content) },
    nonce: nonce && integerOf(nonce, `${part}.nonce`),
    accuracy: accuracy && accuracyOf(accuracy),
    authority: authority && readDer(authority.content, `${part}.tsa`),
  }
}

/** Reads an accuracy of seconds, thousandths and millionths, of which each may be absent, and not all of them. */
function accuracyOf(value: Der): number {
  const members = membersOf(value, "accuracy")
  const [seconds, thousandths, millionths] = [tags.integer, primitive(0), primitive(1)].map((tag) => {
    const member = members.optional(tag)
    return member && integerOf(member, "accuracy")
  })
  members.end()
  const isSmall = (number: bigint | undefined) => number === undefined || (number >= 1n && number <= 999n)
  const isNone = seconds === undefined && thousandths === undefined && millionths === undefined
  const isSound = (seconds ?? 0n) >= 0n && (seconds ?? 0n) <= 86_400n && isSmall(thousandths) && isSmall(millionths)
  if (isNone || !isSound) return refuse("accuracy")
  return Number((seconds ?? 0n) * 1000n + (thousandths ?? 0n)) + Number(millionths ?? 0n) / 1000
}

function requireNoneCritical(value: Der | undefined): void {
  if (value === undefined) return
  for (const [oid, { isCritical }] of extensionsOf(value, "TSTInfo.extensions", numbered(1))) {
    if (isCritical) refuse("extension", oid)
  }
}
