/** The trustees of an election, as they are published with it (Belenios specification, sections 4.6.7 and 4.7). */
import { utf8 } from "../core/bytes.ts"
import { finding, type Finding } from "../core/finding.ts"
import type { Json } from "../core/json.ts"
import { type Certificate, certificateFindings, readCertificate, thresholdFindings } from "./certificate.ts"
import { ceremonyKey, coefficientsFindings, readCoefficients, sumOfCoefficients } from "./coefficients.ts"
import { add, encodePoint, type Point, samePoint } from "./group.ts"
import {
  checked,
  type Checked,
  elements,
  faulty,
  type Field,
  integer,
  members,
  MessageFault,
  proof,
  readMessage,
  string,
} from "./message.ts"
import { type Pedersen, shareFindings } from "./pedersen.ts"
import { proofJson } from "./schnorr.ts"
import { signedMessageJson } from "./signed-message.ts"
import { isTrusteeKeyProven, readTrusteePublicKey, type TrusteePublicKey, trusteePublicKeyJson } from "./trustee-key.ts"

/** A single trustee, whose share is always needed. */
interface Single {
  readonly kind: "Single"
  readonly key: TrusteePublicKey
}

export type TrusteeItem = Single | Pedersen

/** Lists every trustee's key. The owner's rank is its place in the list, from 1. */
export function publicKeysOf(items: readonly TrusteeItem[]): readonly TrusteePublicKey[] {
  return items.flatMap((item) => (item.kind === "Single" ? [item.key] : item.keys))
}

/** y of the specification: the sum of the keys that the items contribute. */
export function electionKey(items: readonly TrusteeItem[]): Point {
  return add(...items.map((item) => (item.kind === "Single" ? item.key.publicKey : ceremonyKey(item.coefficients))))
}

export function trusteesBody(items: readonly TrusteeItem[]): Uint8Array {
  return utf8(JSON.stringify(items.map(itemJson)))
}

/**
 * Larger structures are refused unread. A threshold of n trustees, k of whom decrypt, takes some 67·n·k + 1600·n bytes,
 * so 100 of 200 fit. The work grows with the square of n, since each of them signed what all of them published.
 */
export const maxTrusteesBytes = 2 * 1024 * 1024

/**
 * Reads the trustees of an election and checks everything that they prove. It is stricter than the specification: the
 * threshold is at least 2, and no key occurs twice, not even as a key of the ceremony.
 */
export function parseTrustees(body: Uint8Array, at: string): Checked<readonly TrusteeItem[]> {
  if (body.length > maxTrusteesBytes) return faulty(finding("TRUSTEES_FORM", at, { path: "", rule: "size" }))
  const items = readMessage(body, (message) => elements(message).map(readItem))
  if (items instanceof MessageFault) return faulty(finding("TRUSTEES_FORM", at, items.form))
  if (items.length === 0) return faulty(finding("TRUSTEES_FORM", at, { path: "", rule: "length" }))
  let before = 0
  const ofItems = items.flatMap((item) => {
    const findings = itemFindings(item, before, at)
    before += item.kind === "Single" ? 1 : item.keys.length
    return findings
  })
  return checked(items, [...duplicateFindings(items, at), ...ofItems])
}

/** Checks that an election is encrypted for these trustees. */
export function electionKeyFindings(publicKey: Point, items: readonly TrusteeItem[], at: string): readonly Finding[] {
  return samePoint(publicKey, electionKey(items)) ? [] : [finding("ELECTION_KEY", at, {})]
}

/** @param before - how many trustees the items before this one have */
function itemFindings(item: TrusteeItem, before: number, at: string): readonly Finding[] {
  if (item.kind === "Single") {
    return isTrusteeKeyProven(item.key) ? [] : [finding("TRUSTEE_PROOF", at, { trustee: before + 1 })]
  }
  // Keys that occur twice are looked for among all trustees of the election, not only in this item.
  const ofThreshold = thresholdFindings(item, at)
  const sum = sumOfCoefficients(item.coefficients)
  const ofMembers = item.certificates.flatMap((certificate, index) => memberFindings(item, sum, certificate, index, at))
  return [...ofThreshold, ...ofMembers.map((each) => shiftTrustee(each, before))]
}

function memberFindings(
  item: Pedersen,
  sum: readonly Point[],
  certificate: Certificate,
  index: number,
  at: string,
): readonly Finding[] {
  const { threshold, certificates, coefficients, signatures, keys } = item
  const [own, signature, key] = [coefficients[index], signatures[index], keys[index]]
  if (!own || !signature || !key) throw new RangeError("lists of different lengths")
  const context = { size: certificates.length, threshold, index: index + 1 }
  const inPlace = certificateFindings(certificate, context, at)
  // A certificate that is out of place speaks for another rank.
  const owner = { ...certificate, index: index + 1 }
  return [...inPlace, ...coefficientsFindings(item, owner, own, signature, at), ...shareFindings(sum, owner, key, at)]
}

/** Turns ranks in an item into ranks among all trustees of the election. */
function shiftTrustee(found: Finding, before: number): Finding {
  if (!("trustee" in found.params)) return found
  return { ...found, params: { ...found.params, trustee: found.params.trustee + before } } as Finding
}

/** Finds keys that occur twice, whether as a share of the election's key or as a key of the ceremony. */
function duplicateFindings(items: readonly TrusteeItem[], at: string): readonly Finding[] {
  const owners = new Map<string, number>()
  return items.flatMap(keysOfMembers).flatMap((keys, index) => {
    const trustee = index + 1
    return keys.map(encodePoint).flatMap((key) => {
      const first = owners.get(key)
      if (first === undefined) owners.set(key, trustee)
      return first === undefined ? [] : [finding("TRUSTEE_DUPLICATE", at, { trustee, first })]
    })
  })
}

function keysOfMembers(item: TrusteeItem): readonly (readonly Point[])[] {
  if (item.kind === "Single") return [[item.key.publicKey]]
  return item.certificates.map(({ verification, encryption }, index) => {
    const share = item.keys[index]?.publicKey
    return [verification, encryption, ...(share === undefined ? [] : [share])]
  })
}

/** @throws MessageFault */
function readItem(field: Field): TrusteeItem {
  const [kind, content] = elements(field, 2) as [Field, Field]
  switch (string(kind)) {
    case "Single":
      return { kind: "Single", key: readTrusteePublicKey(content) }
    case "Pedersen":
      return readPedersen(content)
    default:
      throw new MessageFault(kind.path, "value")
  }
}

function readPedersen(field: Field): Pedersen {
  const names = ["threshold", "certs", "coefexps", "signatures", "verification_keys"] as const
  const parameters = members(field, names)
  const threshold = integer(parameters.threshold, 1)
  const certificates = elements(parameters.certs).map(readCertificate)
  const size = certificates.length
  return {
    kind: "Pedersen",
    threshold,
    certificates,
    coefficients: elements(parameters.coefexps, size).map((each) => readCoefficients(each, threshold)),
    signatures: elements(parameters.signatures, size).map(proof),
    keys: elements(parameters.verification_keys, size).map(readTrusteePublicKey),
  }
}

function itemJson(item: TrusteeItem): Json {
  if (item.kind === "Single") return ["Single", trusteePublicKeyJson(item.key)]
  const parameters = {
    threshold: item.threshold,
    certs: item.certificates.map(({ signed }) => signedMessageJson(signed)),
    coefexps: item.coefficients.map(({ signed }) => signedMessageJson(signed)),
    signatures: item.signatures.map(proofJson),
    verification_keys: item.keys.map(trusteePublicKeyJson),
  }
  return ["Pedersen", parameters]
}
