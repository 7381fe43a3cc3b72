/**
 * The data records that refer to other data records: `setup_data` (Belenios specification, section 4.10),
 * `sized_encrypted_tally` (4.18) and the owned partial decryption (4.20). Each reader accepts only what its writer
 * would have written.
 */
import { utf8, utf8Text } from "../core/bytes.ts"

export interface SetupData {
  /** SHA-256 of the record, in hexadecimal, as are all hashes below. */
  readonly election: string
  readonly trustees: string
  readonly credentials: string
  readonly credentialsCertificate: string | undefined
}

export interface SizedEncryptedTally {
  /** Ballots counted: the last of each credential. */
  readonly numTallied: number
  readonly totalWeight: bigint
  readonly encryptedTally: string
}

export interface Owned {
  /** Rank of the trustee among all of the election, from 1. */
  readonly owner: number
  readonly payload: string
}

export function setupDataBody(setup: SetupData): Uint8Array {
  const { election, trustees, credentials, credentialsCertificate } = setup
  return utf8(JSON.stringify({ election, trustees, credentials, credentials_certificate: credentialsCertificate }))
}

const setupForm =
  /^\{"election":"([0-9a-f]{64})","trustees":"([0-9a-f]{64})","credentials":"([0-9a-f]{64})"(?:,"credentials_certificate":"([0-9a-f]{64})")?\}$/

export function parseSetupData(body: Uint8Array): SetupData | undefined {
  const match = setupForm.exec(utf8Text(body) ?? "")
  if (match === null) return undefined
  const [, election = "", trustees = "", credentials = "", credentialsCertificate] = match
  return { election, trustees, credentials, credentialsCertificate }
}

export function sizedEncryptedTallyBody({ numTallied, totalWeight, encryptedTally }: SizedEncryptedTally): Uint8Array {
  const weight = weightJson(totalWeight)
  return utf8(`{"num_tallied":${numTallied},"total_weight":${weight},"encrypted_tally":"${encryptedTally}"}`)
}

// No total weight has more than twelve digits (`maxTotalWeight`), and longer numbers would take long to read.
const sizedForm =
  /^\{"num_tallied":(0|[1-9][0-9]{0,15}),"total_weight":("?)(0|[1-9][0-9]{0,11})\2,"encrypted_tally":"([0-9a-f]{64})"\}$/

export function parseSizedEncryptedTally(body: Uint8Array): SizedEncryptedTally | undefined {
  const match = sizedForm.exec(utf8Text(body) ?? "")
  if (match === null) return undefined
  const [, count, quote = "", weight = "", encryptedTally = ""] = match
  const totalWeight = BigInt(weight)
  if (!Number.isSafeInteger(Number(count)) || weightJson(totalWeight) !== quote + weight + quote) return undefined
  return { numTallied: Number(count), totalWeight, encryptedTally }
}

export function ownedBody({ owner, payload }: Owned): Uint8Array {
  return utf8(`{"owner":${owner},"payload":"${payload}"}`)
}

const ownedForm = /^\{"owner":([1-9][0-9]{0,15}),"payload":"([0-9a-f]{64})"\}$/

export function parseOwned(body: Uint8Array): Owned | undefined {
  const match = ownedForm.exec(utf8Text(body) ?? "")
  if (match === null) return undefined
  const [, owner, payload = ""] = match
  return Number.isSafeInteger(Number(owner)) ? { owner: Number(owner), payload } : undefined
}

/** Writes a weight in JSON: as a number up to 2^30 − 1, which every implementation reads, and as a string above. */
export function weightJson(weight: bigint): string {
  return weight < 1n << 30n ? weight.toString() : `"${weight}"`
}
