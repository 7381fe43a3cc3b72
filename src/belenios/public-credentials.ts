/** The list of public credentials, which says who may vote without naming anyone (Belenios specification, section 4.8). */
import { compareBytes, equalBytes, utf8 } from "../core/bytes.ts"
import { finding, type Finding } from "../core/finding.ts"
import type { Engine } from "./ballot-arithmetic.ts"
import { pointBytes } from "./group.ts"
import { checked, type Checked, elements, faulty, type Field, MessageFault, readMessage, string } from "./message.ts"

export interface PublicCredential {
  /** The text of a point. */
  readonly key: string
  /** How many times the ballot counts; 1 where the list has no weights. */
  readonly weight: bigint
}

/** The largest total weight. A result is found by trying, so its size is bounded. */
export const maxTotalWeight = 100_000_000_000n

/** Sorts as the list does: by the bytes of the points (RFC 8032). */
export function sortCredentials(credentials: readonly PublicCredential[]): readonly PublicCredential[] {
  // The bytes are compared as strings, which is three times as fast.
  return credentials
    .map((credential) => ({ credential, bytes: Buffer.from(orderOf(credential)).toString("latin1") }))
    .sort((a, b) => (a.bytes < b.bytes ? -1 : a.bytes > b.bytes ? 1 : 0))
    .map(({ credential }) => credential)
}

/** Writes a sorted list. Either all entries have weights or, where all weights are 1, none has. */
export function publicCredentialsBody(credentials: readonly PublicCredential[]): Uint8Array {
  return listBody(
    credentials,
    credentials.some(({ weight }) => weight !== 1n),
  )
}

/**
 * Reads a list: canonical and sorted, no credential twice, weights for all entries or for none, and a total for which a
 * result can be found. It leaves to {@link credentialPointFindings}, which takes long, whether the keys are points of
 * the group.
 */
export function parsePublicCredentials(body: Uint8Array, at: string): Checked<readonly PublicCredential[]> {
  const credentials = canonicalList(body) ?? readList(body, at)
  if ("findings" in credentials) return credentials
  return checked(credentials, [...orderFindings(credentials, at), ...weightFindings(credentials, at)])
}

/**
 * Reads the credentials of a canonically written list entry by entry, and returns `undefined` for any other. JSON
 * values with their places, which only faults need, would take a hundred times the memory for the voters of a country.
 */
function canonicalList(body: Uint8Array): readonly PublicCredential[] | undefined {
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString("latin1")
  const entry = /[[,]"([0-9a-f]{64})(?:,(0|[1-9][0-9]{0,11}))?"/y
  const credentials: PublicCredential[] = []
  let weighted: boolean | undefined
  let end = 0
  for (let found = entry.exec(text); found !== null; found = entry.exec(text)) {
    const [, key = "", weight] = found
    if ((text[end] === "[") !== (end === 0)) return undefined
    weighted ??= weight !== undefined
    if (weighted !== (weight !== undefined)) return undefined
    credentials.push({ key, weight: weight === undefined ? one : BigInt(weight) })
    end = entry.lastIndex
  }
  return end > 0 && end === text.length - 1 && text.endsWith("]") ? credentials : undefined
}

function readList(body: Uint8Array, at: string): readonly PublicCredential[] | Checked<never> {
  const read = readMessage(body, readEntries)
  if (read instanceof MessageFault) return faulty(finding("CREDENTIALS_FORM", at, read.form))
  const { credentials, weighted } = read
  if (equalBytes(listBody(credentials, weighted), body)) return credentials
  return faulty(finding("CREDENTIALS_FORM", at, { path: "", rule: "canonical" }))
}

/**
 * Finds what is wrong with the points of a part of a list.
 *
 * @param points - 32 bytes each (RFC 8032)
 * @param first - the rank of the first of them in the list, from 1
 * @param seed - 32 bytes that nobody could foresee when the list was made
 */
export function credentialPointFindings(
  engine: Engine,
  points: Uint8Array,
  first: number,
  at: string,
  seed?: Uint8Array,
): readonly Finding[] {
  return engine
    .examinePoints(points, seed)
    .flatMap((fault, index) =>
      fault === undefined ? [] : [finding("CREDENTIAL_POINT", at, { entry: first + index, fault })],
    )
}

const entryForm = /^([0-9a-f]{64})(?:,(0|[1-9][0-9]{0,11}))?$/

/** One value for all entries, because every big integer that is made apart takes memory of its own. */
const one = 1n

function readEntries(message: Field): {
  readonly credentials: readonly PublicCredential[]
  readonly weighted: boolean
} {
  let weighted: boolean | undefined
  const credentials = elements(message).map((field) => {
    const [, key, weight] = entryForm.exec(string(field)) ?? []
    if (key === undefined) throw new MessageFault(field.path, "value")
    weighted ??= weight !== undefined
    if (weighted !== (weight !== undefined)) throw new MessageFault(field.path, "value")
    return { key, weight: weight === undefined ? one : BigInt(weight) }
  })
  return { credentials, weighted: weighted ?? false }
}

function listBody(credentials: readonly PublicCredential[], weighted: boolean): Uint8Array {
  return utf8(JSON.stringify(credentials.map(({ key, weight }) => (weighted ? `${key},${weight}` : key))))
}

function orderFindings(credentials: readonly PublicCredential[], at: string): readonly Finding[] {
  let last: Uint8Array | undefined
  return credentials.flatMap((credential, index) => {
    const bytes = orderOf(credential)
    const order = last === undefined ? -1 : compareBytes(last, bytes)
    last = bytes
    if (order < 0) return []
    return [finding(order === 0 ? "CREDENTIAL_DUPLICATE" : "CREDENTIAL_ORDER", at, { entry: index + 1 })]
  })
}

function weightFindings(credentials: readonly PublicCredential[], at: string): readonly Finding[] {
  const total = credentials.reduce((sum, { weight }) => sum + weight, 0n)
  if (total <= maxTotalWeight) return []
  return [finding("CREDENTIALS_WEIGHT", at, { total: String(total), limit: String(maxTotalWeight) })]
}

function orderOf({ key }: PublicCredential): Uint8Array {
  return pointBytes(key) ?? new Uint8Array()
}
