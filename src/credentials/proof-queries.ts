/**
 * Proves which credentials there are: those of the lists whose hashes are in the journal since they were drawn,
 * whatever a row says.
 */
import { UrneError } from "../core/error.ts"
import { sha256, sha256Hex } from "../core/hash.ts"
import type { CredentialsGenerated, Sha256 } from "../journal/event.ts"
import { lastEntry } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { bucketCount, bucketOf } from "../store/buckets.ts"
import { publicListBlocks } from "./public-list.ts"
import type { Credential, CredentialKind, CredentialState, CredentialTable } from "./table.ts"

export interface ListedFile {
  readonly journal: JournalTable
  readonly credentials: CredentialTable
}

/** What a machine remembers about rows that it found to be those of the lists. */
export interface CredentialMemory {
  /** The hashes of the lists: of all keys, and of those in reserve. */
  readonly list: Sha256
  readonly reserveKeys: Sha256
  /** For each part (`store/buckets.ts`) the first 16 bytes of a SHA-256 of its rows, one after the other. */
  readonly digests: Uint8Array
}

const digestLength = 16

interface Known {
  memory: CredentialMemory | undefined
  /**
   * The parts found to be as remembered, valid as long as no other connection writes. Being set also means that the
   * memory is of these lists.
   */
  proved: { readonly version: number; readonly parts: Uint8Array }
}

const known = new WeakMap<CredentialTable, Known>()

/**
 * Gives this table what the machine remembers, with which rows are then compared, so that the lists need not be made
 * again.
 */
export function rememberCredentials(credentials: CredentialTable, memory: CredentialMemory | undefined): void {
  known.set(credentials, { memory, proved: noneProved(-1) })
}

/** Returns what there is to remember. */
export function credentialMemory(credentials: CredentialTable): CredentialMemory | undefined {
  return known.get(credentials)?.memory
}

function noneProved(version: number): Known["proved"] {
  return { version, parts: new Uint8Array(bucketCount) }
}

/**
 * Says what a credential is by the lists, or returns `undefined` for one that is not in them. It runs in the caller's
 * read of one state of the file. The rows near the credential are compared with what this machine remembers. Where it
 * remembers nothing, the lists are made from all rows, once.
 *
 * @param key - 32 bytes (RFC 8032)
 * @throws UrneError `credentials-absent`, `election-file-altered`
 */
export function provedKind(file: ListedFile, key: Uint8Array): CredentialKind | undefined {
  const { credentials } = file
  const of = known.get(credentials) ?? { memory: undefined, proved: noneProved(-1) }
  known.set(credentials, of)
  const version = credentials.othersVersion()
  if (of.memory === undefined || of.proved.version !== version) begin(file, of, version)
  if (of.memory !== undefined) requirePart(credentials, of.memory, of.proved.parts, bucketOf(key))
  return credentials.kindOf(key)
}

/** Ensures that the memory is of the lists that the journal names. */
function begin(file: ListedFile, of: Known, version: number): void {
  const { credentials: list, reserveKeys } = listed(file)
  const parts = new Uint8Array(bucketCount)
  if (of.memory?.list !== list || of.memory.reserveKeys !== reserveKeys) {
    requireLists(file)
    of.memory = { list, reserveKeys, digests: digestsOf(file.credentials) }
    parts.fill(1)
  }
  of.proved = { version, parts }
}

function requirePart(
  credentials: CredentialTable,
  { digests }: CredentialMemory,
  parts: Uint8Array,
  bucket: number,
): void {
  if (parts[bucket] === 1) return
  const expected = digests.subarray(bucket * digestLength, (bucket + 1) * digestLength)
  if (Buffer.compare(digestOf(credentials, bucket), expected) !== 0) throw altered(undefined)
  parts[bucket] = 1
}

function digestsOf(credentials: CredentialTable): Uint8Array {
  const digests = new Uint8Array(bucketCount * digestLength)
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    digests.set(digestOf(credentials, bucket), bucket * digestLength)
  }
  return digests
}

function digestOf(credentials: CredentialTable, bucket: number): Uint8Array {
  return sha256(credentials.rowsIn(bucket)).subarray(0, digestLength)
}

function listed({ journal }: Pick<ListedFile, "journal">): CredentialsGenerated {
  const generated = lastEntry(journal, "credentials.generated")?.event
  if (generated === undefined) throw new UrneError("credentials-absent", {})
  return generated
}

/** Says what may be done with a key. No entry of the journal can block one, or activate one in reserve. */
export function stateOf(kind: CredentialKind): CredentialState {
  return kind === "issued" ? "usable" : "reserve"
}

/**
 * Requires that the rows are those of the two lists, and that the state of each is still its first: another hand wrote
 * a row that differs.
 *
 * @throws UrneError `credentials-absent`, `election-file-altered`
 */
function requireLists(file: ListedFile): void {
  const { credentials, reserveKeys } = listed(file)
  const all = [...file.credentials.all()]
  const strange = all.find(({ kind, state }) => state !== stateOf(kind))
  if (strange !== undefined) throw altered(strange.key)
  const reserve = all.filter(({ kind }) => kind === "reserve")
  if (hashOf(all) !== credentials || hashOf(reserve) !== reserveKeys) throw altered(undefined)
}

function hashOf(credentials: readonly Credential[]): Sha256 {
  return `sha256:${sha256Hex(...publicListBlocks(() => credentials))}`
}

function altered(at: string | undefined): UrneError {
  return new UrneError("election-file-altered", { part: "credentials", at })
}
