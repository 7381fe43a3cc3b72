import { createHash, type Hash } from "node:crypto"
import { type BundleFileKind, type BundleFileName, fileName, parseFileName } from "../../bundle/layout.ts"
import { manifestName, parseManifest } from "../../bundle/manifest.ts"
import { concat, utf8Text } from "../../core/bytes.ts"
import { isSystemFile } from "../../core/system-files.ts"
import type { OpenReport } from "../open-report.ts"
import type { Source } from "./source.ts"

/** A file of the bundle that is short enough to be kept as a whole. */
export interface Paper<Name extends BundleFileName = BundleFileName> {
  readonly path: string
  readonly file: Name
  readonly bytes: Uint8Array
}

/** What a bundle holds: every path that means something, and the short files, in the order of a bundle. */
export interface Papers {
  readonly paths: ReadonlySet<string>
  readonly kept: readonly Paper[]
  /** SHA-256 of each file, in hexadecimal. */
  readonly hashes: ReadonlyMap<string, string>
  /** The uuid in the archive's name; `undefined` before the seal. */
  readonly archive: string | undefined
  /** Files that systems leave in folders that they show or copy. They are not read. */
  readonly ignored: readonly string[]
}

/**
 * These are read as streams. Everything else in a bundle is short. What is wrong with the register's files is told where
 * they are read, for it is in no verdict.
 */
const long: readonly BundleFileKind[] = ["register-checkpoint", "register", "journal", "archive"]

/** The most bytes of one short file, of the list of reserve keys, which grows with the roll, and of all together. */
const mostBytes = 4 * 1024 * 1024
const mostReserveBytes = 48 * 1024 * 1024
const mostBytesTogether = 64 * 1024 * 1024

/**
 * These stand beside ballots and result: what is longer than any, or more than these bytes together, is left aside, and
 * whoever reads them says what is wrong.
 */
const beside: readonly BundleFileKind[] = ["notice", "minutes", "minutes-note"]
const mostBesideBytes = 1024 * 1024
const mostBesideTogether = 16 * 1024 * 1024
/** The same of a time-stamp, of which real ones have a few thousand bytes, and of all of them. */
const mostStampBytes = 256 * 1024
const mostStampsTogether = 16 * 1024 * 1024

/** The files that a record holds at any moment of the election. */
const always = (["readme", "definition", "journal", "manifest"] as const).map((kind) => fileName({ kind }))

/**
 * Reads every file once. It compares their hashes with the manifest, which must list each of them and nothing else, and
 * keeps the short files.
 */
export async function readPapers(source: Source, report: OpenReport): Promise<Papers> {
  const kept: Paper[] = []
  const paths = new Set<string>()
  const hashes = new Map<string, string>()
  const unixHashes = new Map<string, string>()
  const unknown = new Set<string>()
  const ignored: string[] = []
  let archive: string | undefined
  let room = mostBytesTogether
  let besideRoom = mostBesideTogether
  let stampRoom = mostStampsTogether
  for (const path of source.others ?? []) {
    if (isSystemFile(path)) {
      ignored.push(path)
      continue
    }
    report.fail("FILE_UNKNOWN", path, {})
    unknown.add(path)
  }
  for await (const { name: path, blocks } of source.files()) {
    const file = parseFileName(path)
    if (isSystemFile(path)) {
      ignored.push(path)
      continue
    }
    if (file === undefined || (file.kind === "archive" && archive !== undefined)) {
      report.fail("FILE_UNKNOWN", path, {})
      unknown.add(path)
      continue
    }
    if (file.kind === "archive") archive = file.uuid
    const most = file.kind === "reserve-keys" ? mostReserveBytes : mostBytes
    const [isBeside, isStamp] = [beside.includes(file.kind), file.kind === "stamp"]
    const mostBeside = file.kind === "minutes" ? mostBytes : mostBesideBytes
    const limit = long.includes(file.kind)
      ? 0
      : isStamp
        ? Math.min(mostStampBytes, stampRoom)
        : isBeside
          ? Math.min(mostBeside, besideRoom)
          : Math.min(most, room)
    const read = await readOnce(blocks, limit)
    paths.add(path)
    hashes.set(path, read.sha256)
    if (read.unix !== undefined) unixHashes.set(path, read.unix)
    if (isStamp) stampRoom -= read.bytes?.length ?? 0
    else if (isBeside) besideRoom -= read.bytes?.length ?? 0
    else room -= read.bytes?.length ?? 0
    if (read.bytes !== undefined) kept.push({ path, file, bytes: read.bytes })
    else if (!long.includes(file.kind) && !isBeside && !isStamp) report.fail("BUNDLE_SIZE", path, { limit })
  }
  for (const path of always) if (!paths.has(path)) report.fail("FILE_MISSING", path, {})
  compareManifest(kept, { hashes, unixHashes }, unknown, report)
  return { paths, kept, hashes, archive, ignored }
}

function compareManifest(
  kept: readonly Paper[],
  { hashes, unixHashes }: Readonly<Record<"hashes" | "unixHashes", ReadonlyMap<string, string>>>,
  unknown: ReadonlySet<string>,
  report: OpenReport,
): void {
  const manifest = kept.find(({ path }) => path === manifestName)
  if (manifest === undefined) return
  const text = utf8Text(manifest.bytes) ?? ""
  const listed = parseManifest(text)
  if (listed === undefined) {
    report.fail("MANIFEST_FORM", manifestName, lineEnds(parseManifest(text.replaceAll("\r", "")) !== undefined))
    return
  }
  const names = new Set([manifestName, ...listed.map(({ name }) => name)])
  for (const path of hashes.keys()) if (!names.has(path)) report.fail("FILE_UNLISTED", path, {})
  for (const { name, sha256 } of listed) {
    const computed = hashes.get(name)
    if (unknown.has(name) || (always.includes(name) && computed === undefined)) continue
    if (computed === undefined) report.fail("FILE_MISSING", name, {})
    else if (computed !== sha256) {
      report.fail("FILE_HASH", name, { listed: sha256, computed, ...lineEnds(unixHashes.get(name) === sha256) })
    }
  }
  report.done("C1", hashes.size)
  report.done("I1", hashes.size)
}

function lineEnds(changed: boolean): { readonly lineEnds?: true } {
  return changed ? { lineEnds: true } : {}
}

interface ReadFile {
  readonly sha256: string
  /** The hash without carriage returns, where the file has any: mail and archivers put them before line feeds. */
  readonly unix: string | undefined
  readonly bytes: Uint8Array | undefined
}

const carriageReturn = 13

/** Hashes a stream, and keeps its bytes unless there are more than `limit`. */
async function readOnce(stream: AsyncIterable<Uint8Array>, limit: number): Promise<ReadFile> {
  const hash = createHash("sha256")
  let unix: Hash | undefined
  const blocks: Uint8Array[] = []
  let length = 0
  for await (const block of stream) {
    if (unix === undefined && block.includes(carriageReturn)) unix = hash.copy()
    unix?.update(block.filter((byte) => byte !== carriageReturn))
    hash.update(block)
    length += block.length
    if (length <= limit) blocks.push(block)
  }
  const bytes = length <= limit ? concat(...blocks) : undefined
  return { sha256: hash.digest("hex"), unix: unix?.digest("hex"), bytes }
}

/** Lists the short files of one kind, in their order. */
export function papersOf<Kind extends BundleFileKind>(
  { kept }: Papers,
  kind: Kind,
): readonly Paper<Extract<BundleFileName, { readonly kind: Kind }>>[] {
  return kept.filter(({ file }) => file.kind === kind) as Paper<Extract<BundleFileName, { readonly kind: Kind }>>[]
}
