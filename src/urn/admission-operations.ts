/** Which credentials open a ballot: those that the seal names, whatever the table of credentials says. */
import { UrneError } from "../core/error.ts"
import { type AlteredPart } from "../core/refusals.ts"
import { sha256Hex } from "../core/hash.ts"
import { hex } from "../core/bytes.ts"
import { listHolds } from "../credentials/sealed-list.ts"
import { type CredentialKind, type CredentialTable } from "../credentials/table.ts"
import { lastEntry } from "../journal/operations.ts"
import { type JournalTable } from "../journal/table.ts"
import { type ArchiveFile, setupRecord } from "./archive-operations.ts"

export interface AdmissionFile extends ArchiveFile {
  readonly journal: JournalTable
  readonly credentials: CredentialTable
}

/** The sealed list of an election, and the keys of it that were in reserve. */
export interface SealedCredentials {
  /** @param key - 32 bytes (RFC 8032) */
  readonly kindOf: (key: Uint8Array) => CredentialKind | undefined
}

const sealed = new WeakMap<CredentialTable, SealedCredentials>()

/**
 * The credentials that were sealed: the list of the archive, whose hash the journal has from when the credentials were drawn, and
 * the keys in reserve, whose hash stands beside it. Looked at once a command.
 *
 * @throws UrneError `act-needed` before the seal, `election-file-altered`
 */
function sealedCredentials(file: AdmissionFile): SealedCredentials {
  const known = sealed.get(file.credentials)
  if (known !== undefined) return known
  const list = sealedListOf(file)
  const generated = lastEntry(file.journal, "credentials.generated")?.event
  if (generated === undefined || generated.credentials !== `sha256:${sha256Hex(list)}`) throw altered("archive")
  const body = reserveListOf(file.credentials)
  if (generated.reserveKeys !== `sha256:${sha256Hex(body)}`) throw altered("credentials")
  const made: SealedCredentials = {
    kindOf: (key) => (!listHolds(list, key) ? undefined : listHolds(body, key) ? "reserve" : "issued"),
  }
  sealed.set(file.credentials, made)
  return made
}

/** Nineteen megabytes in a large election: looked at where they were read, and not copied. */
function sealedListOf({ urn }: AdmissionFile): Uint8Array {
  const record = urn.record(setupRecord.credentials)
  if (record === undefined) throw new UrneError("act-needed", { kind: "seal" })
  return record.body
}

/** As `credentialListBlocks` writes the list, straight from the bytes of the keys. */
function reserveListOf(credentials: CredentialTable): Buffer {
  const { keys, weights } = credentials.reserveInOne()
  const weighted = weights.some((weight) => weight !== "1")
  const digits = keys.reverse().toString("hex")
  // All bytes in reverse: the last key comes first, each with its own bytes in the order of its text.
  const entries = weights.map((weight, i) => {
    const at = digits.length - 64 * (i + 1)
    return `"${digits.slice(at, at + 64)}${weighted ? `,${weight}` : ""}"`
  })
  return Buffer.from(`[${entries.join(",")}]`, "latin1")
}

/**
 * What a credential was sealed as; `undefined` for one that is not in the list. The row of the table must say the same: no entry
 * of the journal blocks a key or activates one, so one that reads otherwise was written by another hand.
 *
 * @param key - 32 bytes (RFC 8032)
 * @throws UrneError `act-needed` before the seal, `election-file-altered`
 */
export function sealedKind(file: AdmissionFile, key: Uint8Array): CredentialKind | undefined {
  const kind = sealedCredentials(file).kindOf(key)
  const state = file.credentials.stateOf(key)
  const expected = kind === undefined ? undefined : kind === "issued" ? "usable" : "reserve"
  if (state !== expected) throw altered("credentials", hex(key.toReversed()))
  return kind
}

function altered(part: AlteredPart, at?: string): UrneError {
  return new UrneError("election-file-altered", { part, at })
}
