/** Puts what a copy holds into a folder, as a restored election has it. */
import type { FileOpener } from "../core/age-file.ts"
import { UrneError } from "../core/error.ts"
import type { CopyPart } from "../core/vocabulary.ts"
import type { Files, FolderEntry } from "../core/world.ts"
import { type CopyManifest, isEvidencePart, isLettersPart, partNames } from "./copy-manifest.ts"
import { openCopy } from "./copy-reading.ts"

/** What was unpacked. A plain copy is the election file alone, and has no manifest. */
export interface Unpacked {
  readonly manifest: CopyManifest | undefined
  readonly parts: readonly CopyPart[]
}

export type CopyKind = "plain" | "encrypted"

/**
 * Says which kind of copy a file is, by how it begins.
 *
 * @throws UrneError `copy-faulty`, `file-absent`, `file-unreadable`
 */
export async function kindOfCopy(path: string, files: Files): Promise<CopyKind> {
  if ((await files.kind(path)) === undefined) throw new UrneError("file-absent", { path })
  const start = Buffer.from(await startOf(path, files)).toString("latin1")
  if (start.startsWith("SQLite format 3\0")) return "plain"
  if (start.startsWith("age-encryption.org/")) return "encrypted"
  throw new UrneError("copy-faulty", { path, rule: "damaged" })
}

async function startOf(path: string, files: Files): Promise<Uint8Array> {
  for await (const block of files.stream(path)) if (block.length > 0) return block.subarray(0, 64)
  return new Uint8Array()
}

/**
 * Unpacks a copy whole or not at all. Every byte of an encrypted one is compared with its manifest on the way.
 *
 * @param folder - must not exist
 * @throws UrneError `copy-unopened`, `copy-faulty`, `file-exists`, and what reading throws
 */
export async function unpack(
  path: string,
  { kind, openers }: { readonly kind: CopyKind; readonly openers: readonly FileOpener[] },
  folder: string,
  files: Files,
): Promise<Unpacked> {
  if (kind === "plain") {
    await files.writeFolder(folder, [{ name: partNames.election, content: files.stream(path) }], { secret: true })
    return { manifest: undefined, parts: ["election", "definition"] }
  }
  const { manifest, parts } = await openCopy(files.stream(path), openers, path)
  const entries = async function* (): AsyncGenerator<FolderEntry, void, undefined> {
    for await (const { file, blocks } of parts) yield { name: file.name, content: blocks }
  }
  await files.writeFolder(folder, entries(), { secret: true })
  return { manifest, parts: partsIn(manifest) }
}

/** The definition stands in the election file too. */
function partsIn({ files }: CopyManifest): readonly CopyPart[] {
  const names = files.map(({ name }) => name)
  return [
    "election",
    ...(names.includes(partNames.urnKey) ? ["urn-key" as const] : []),
    "definition",
    ...(names.some(isEvidencePart) ? ["evidence" as const] : []),
    ...(names.some(isLettersPart) ? ["letters" as const] : []),
  ]
}
