/** Reads an encrypted copy: its manifest, then each file, which is compared with what the manifest says of it. */
import { createHash } from "node:crypto"
import { type AgeFault, decryptedFile, type FileOpener } from "../core/age-file.ts"
import { concat, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { CopyRule } from "../core/vocabulary.ts"
import { type CopiedFile, type CopyManifest, manifestName, parseCopyManifest } from "./copy-manifest.ts"
import { type ReadTarFile, tarFiles } from "./copy-tar.ts"

/** More than the manifest of any copy has. */
const longestManifest = 16 * 1024 * 1024

/** An encrypted copy that was opened. */
export interface OpenedCopy {
  readonly manifest: CopyManifest
  /** The files in the order of the manifest. The blocks of each have to be read before the next is asked for. */
  readonly parts: AsyncGenerator<CopiedPart, void, undefined>
}

export interface CopiedPart {
  readonly file: CopiedFile
  /** Throws at its end where the bytes are not those that the manifest states. */
  readonly blocks: AsyncGenerator<Uint8Array, void, undefined>
}

/**
 * Opens a copy. Whatever is not as its manifest says throws when it is come to; whoever read all parts to their end knows
 * that every byte is what was copied, and that nothing is missing and nothing came in.
 *
 * @param path - of the copy, for messages
 * @throws UrneError `copy-unopened`, `copy-faulty`, `newer-format`, and what `content` throws
 */
export async function openCopy(
  content: AsyncIterable<Uint8Array>,
  openers: readonly FileOpener[],
  path: string,
): Promise<OpenedCopy> {
  const faulty = (rule: CopyRule, part?: string) =>
    new UrneError("copy-faulty", { path, rule, ...(part === undefined ? {} : { part }) })
  const closed = (kind: AgeFault, cause: unknown) =>
    kind === "not-recipient"
      ? new UrneError("copy-unopened", { path }, { cause })
      : new UrneError("copy-faulty", { path, rule: "damaged" }, { cause })
  const files = tarFiles(decryptedFile(openers, content, closed), () => faulty("form"))
  const first = await files.next()
  if (first.done === true || first.value.name !== manifestName) throw faulty("form")
  const manifest = await readManifest(first.value, path, () => faulty("form"))
  return { manifest, parts: partsOf(files, manifest, faulty) }
}

async function readManifest({ size, blocks }: ReadTarFile, path: string, fault: () => Error): Promise<CopyManifest> {
  if (size > longestManifest) throw fault()
  const read: Uint8Array[] = []
  for await (const block of blocks) read.push(Uint8Array.from(block))
  const bytes = concat(...read)
  const manifest = parseCopyManifest(bytes)
  if (manifest !== undefined) return manifest
  refuseNewer(utf8Text(bytes) ?? "", path)
  throw fault()
}

async function* partsOf(
  files: AsyncGenerator<ReadTarFile, void, undefined>,
  { files: stated }: CopyManifest,
  faulty: (rule: CopyRule, part?: string) => Error,
): AsyncGenerator<CopiedPart, void, undefined> {
  let at = 0
  for await (const { name, size, blocks } of files) {
    const file = stated[at++]
    if (file === undefined || file.name !== name) throw faulty("form")
    const differs = () => faulty("differs", name)
    if (file.size !== size) throw differs()
    const compared = comparing(blocks, file, differs)
    yield { file, blocks: compared }
    // A part that nobody read to its end is compared all the same.
    while ((await compared.next()).done !== true);
  }
  const absent = stated[at]
  if (absent !== undefined) throw faulty("absent", absent.name)
}

async function* comparing(
  blocks: AsyncIterable<Uint8Array>,
  { sha256 }: CopiedFile,
  differs: () => Error,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash("sha256")
  for await (const block of blocks) {
    hash.update(block)
    yield block
  }
  if (hash.digest("hex") !== sha256) throw differs()
}
