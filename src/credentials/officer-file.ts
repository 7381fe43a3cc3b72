/**
 * The credential officer's file, the only place that says which member has which code. It is an age file for one or two
 * officers, either of whom opens it alone: with two, the absence of one does not stop a reissue. It holds lines of
 * canonical JSON: a head, a line a credential (members in the order of their numbers, then the reserve), and a last
 * line with their count. Names and addresses are not in it: they stay in the roll.
 */
import { createHash } from "node:crypto"
import { Decrypter, Encrypter } from "age-encryption"
import { isCredential } from "../belenios/credential.ts"
import { utf8, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { canonicalJson, type Json, tryParseJson } from "../core/json.ts"
import { linesOf } from "../core/lines.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { Sha256 } from "../journal/event.ts"

export interface OfficerFileHead {
  readonly uuid: string
  readonly rehearsal: boolean
  readonly issued: number
  readonly reserve: number
}

export interface OfficerEntry {
  /** The member's number in the roll; `undefined` for a credential in reserve. */
  readonly member: string | undefined
  readonly code: string
  /** The public credential of the code in this election, so that most work with the file needs no secret arithmetic. */
  readonly key: string
  readonly weight: bigint
}

export interface OfficerFile {
  readonly head: OfficerFileHead
  /** Can be read once. Only when it was read to its end is it certain that nothing is missing. */
  readonly entries: AsyncIterable<OfficerEntry>
  /** The digest of the lines read: of the whole content once the entries were read to their end. */
  readonly digest: () => Sha256
}

/** An officer's file that is about to be written. */
export interface SealedOfficerFile {
  readonly content: AsyncIterable<Uint8Array>
  /**
   * The digest of the lines inside, once the content was read to its end. Nobody can guess it without the codes, of 128
   * random bits each.
   */
  readonly digest: () => Sha256
}

const format = "urne credentials v1"

/** Encrypts the file, block by block. @param recipients - age public keys of the officers */
export async function encryptOfficerFile(
  head: OfficerFileHead,
  entries: Iterable<OfficerEntry> | AsyncIterable<OfficerEntry>,
  recipients: readonly string[],
): Promise<SealedOfficerFile> {
  const age = new Encrypter()
  for (const recipient of recipients) age.addRecipient(recipient)
  const lines = hashed(fileLines(head, entries))
  return { content: await age.encrypt(ReadableStream.from(blocks(lines.lines))), digest: lines.digest }
}

/**
 * Opens the file with the identity of one officer.
 *
 * @throws UrneError `newer-format`, `not-an-officer-file` (also while reading the entries, when it is damaged or cut),
 * `not-this-officer`
 */
export async function decryptOfficerFile(
  content: AsyncIterable<Uint8Array>,
  identity: string,
  path: string,
): Promise<OfficerFile> {
  const { lines, digest } = hashed(textLines(await openedBy(identity, content, path), path))
  const first = await lines.next()
  const head = first.done === true ? undefined : headOf(tryParseJson(first.value))
  if (head === undefined) {
    if (first.done !== true) refuseNewer(first.value, path)
    throw new UrneError("not-an-officer-file", { path })
  }
  return { head, entries: entriesOf(lines, head, path), digest }
}

/**
 * Computes the digest of the content, whatever it is. If it equals the digest of what was written, the content is that.
 *
 * @throws UrneError `not-an-officer-file`, `not-this-officer`
 */
export async function officerFileDigest(
  content: AsyncIterable<Uint8Array>,
  identity: string,
  path: string,
): Promise<Sha256> {
  const hash = createHash("sha256")
  for await (const block of await openedBy(identity, content, path)) hash.update(block)
  return `sha256:${hash.digest("hex")}`
}

async function openedBy(
  identity: string,
  content: AsyncIterable<Uint8Array>,
  path: string,
): Promise<AsyncIterable<Uint8Array>> {
  const age = new Decrypter()
  age.addIdentity(identity)
  try {
    return inside(await age.decrypt(ReadableStream.from(content)), path)
  } catch (cause) {
    if (cause instanceof UrneError) throw cause
    const other = cause instanceof Error && cause.message.includes("no identity matched")
    throw new UrneError(other ? "not-this-officer" : "not-an-officer-file", { path }, { cause })
  }
}

async function* fileLines(
  head: OfficerFileHead,
  entries: Iterable<OfficerEntry> | AsyncIterable<OfficerEntry>,
): AsyncGenerator<string, void, undefined> {
  yield canonicalJson({ format, ...head })
  let count = 0
  for await (const { member, code, key, weight } of entries) {
    count++
    // For strings in this order it is the canonical text, in a third of the time.
    yield JSON.stringify({ code, key, member, weight: weight.toString() })
  }
  if (count !== head.issued + head.reserve) throw new Error("the officer's file has not the credentials of its head")
  yield canonicalJson({ end: count })
}

/** Passes lines on, and hashes them with their line feeds. */
function hashed(lines: AsyncIterable<string>): {
  lines: AsyncGenerator<string, void, undefined>
  digest: () => Sha256
} {
  const hash = createHash("sha256")
  async function* through(): AsyncGenerator<string, void, undefined> {
    for await (const line of lines) {
      hash.update(`${line}\n`)
      yield line
    }
  }
  return { lines: through(), digest: () => `sha256:${hash.copy().digest("hex")}` }
}

/** Yields lines as UTF-8 in blocks of some 64 KiB, as the age library uses them. */
async function* blocks(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array, void, undefined> {
  let block = ""
  for await (const line of lines) {
    block += `${line}\n`
    if (block.length < 1 << 16) continue
    yield utf8(block)
    block = ""
  }
  yield utf8(block)
}

/** Longer than any line of an officer's file, in bytes. */
const longestLine = 65_536

/** Yields the lines as text, of which each has to end. @throws UrneError `not-an-officer-file` */
async function* textLines(content: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<string, void, undefined> {
  for await (const { body, end } of linesOf(content, longestLine)) {
    if (end !== "line-feed") throw new UrneError("not-an-officer-file", { path })
    yield utf8Text(body) ?? ""
  }
}

/** Passes decrypted content on as long as it is what was encrypted. */
async function* inside(content: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* content
  } catch (cause) {
    if (cause instanceof UrneError) throw cause
    throw new UrneError("not-an-officer-file", { path }, { cause })
  }
}

async function* entriesOf(
  lines: AsyncIterator<string>,
  { issued, reserve }: OfficerFileHead,
  path: string,
): AsyncGenerator<OfficerEntry, void, undefined> {
  const damaged = () => new UrneError("not-an-officer-file", { path })
  for (let count = 0; count < issued + reserve; count++) {
    const line = await lines.next()
    const entry = line.done === true ? undefined : entryOf(tryParseJson(line.value))
    if (entry === undefined || (entry.member !== undefined) !== count < issued) throw damaged()
    yield entry
  }
  const last = await lines.next()
  if (last.done === true || last.value !== canonicalJson({ end: issued + reserve })) throw damaged()
  if ((await lines.next()).done !== true) throw damaged()
}

type Fields = Readonly<Record<string, Json | undefined>>

function headOf(value: Json | undefined): OfficerFileHead | undefined {
  const { format: found, uuid, rehearsal, issued, reserve } = fieldsOf(value)
  if (found !== format || typeof uuid !== "string" || typeof rehearsal !== "boolean") return undefined
  if (typeof issued !== "number" || typeof reserve !== "number") return undefined
  return { uuid, rehearsal, issued, reserve }
}

function entryOf(value: Json | undefined): OfficerEntry | undefined {
  const { member, code, key, weight } = fieldsOf(value)
  if (typeof code !== "string" || !isCredential(code)) return undefined
  if (typeof key !== "string" || !/^[0-9a-f]{64}$/.test(key)) return undefined
  if (typeof weight !== "string" || !/^[1-9]\d{0,11}$/.test(weight)) return undefined
  if (member !== undefined && typeof member !== "string") return undefined
  return { member, code, key, weight: BigInt(weight) }
}

function fieldsOf(value: Json | undefined): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}
