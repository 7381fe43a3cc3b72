import { createHash } from "node:crypto"
import { join } from "node:path"
import { encryptToRecipients, type FileOpener } from "../core/age-file.ts"
import { equalBytes } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { World } from "../core/world.ts"
import type { Store } from "../store/store.ts"
import { type CopyManifest, copyManifestBytes, manifestName, partNames } from "./copy-manifest.ts"
import { type Part, partsOf, readInside } from "./copy-parts-queries.ts"
import { openCopy } from "./copy-reading.ts"
import { tarBlocks } from "./copy-tar.ts"
import { secretsBeside } from "./left-out.ts"

/** What the copy is made of. */
export interface CopySource {
  readonly store: Store
  /** The election file. Its evidence lies beside it. */
  readonly path: string
  /** Where the urn key is, if it is at hand. */
  readonly urnKey: string | undefined
}

export interface CopyTarget {
  readonly path: string
  /** As `recipientsOf` collects them. */
  readonly recipients: readonly string[]
}

export interface EncryptedBackup {
  readonly path: string
  readonly recipients: readonly string[]
  readonly manifest: CopyManifest
  /** SHA-256 of the encrypted file, in hexadecimal. */
  readonly sha256: string
}

/**
 * Writes one encrypted file with all that a restored election needs and that is nobody's own secret: the election file
 * as `backUp` copies it, the urn key, the text of the definition, and the evidence. It is one state of the election: the
 * evidence and the key are read after the election file was copied, and what the register of that copy names was put
 * beside it before. The file is read again from its place, decrypted, and every hash compared.
 *
 * The unencrypted copy of the election file lies for the time beside the original, where its bytes are anyway, and not
 * on the medium of the encrypted one: what is once on a stick cannot be taken off it for certain.
 *
 * @throws UrneError `file-exists`, `election-file-read-only`, `storage`, `entry-altered`, `election-file-altered`,
 * `copy-faulty` where the file that was written is not what was to be written; then it is gone again
 */
export async function backUpEncrypted(
  { store, path, urnKey }: CopySource,
  { path: target, recipients }: CopyTarget,
  world: World,
): Promise<EncryptedBackup> {
  const { files } = world
  store.requireWritable()
  await files.requireWritable(target)
  return files.inWorkshop(path, async (folder) => {
    const copy = join(folder, partNames.election)
    store.backupInto(copy)
    const inside = readInside(copy)
    const { parts, absent } = await partsOf({ copy, path, urnKey, ...inside }, files)
    const manifest: CopyManifest = {
      ...{ uuid: inside.uuid, rehearsal: inside.rehearsal, software: world.software },
      ...{ made: instantText(world.now()), journal: inside.journal, register: inside.register },
      files: parts.map(({ file }) => file),
      leftOut: [...absent, ...(await secretsBeside(files, path))],
    }
    const { content, fileKey } = await encryptToRecipients(recipients, tarOf(manifest, parts, world))
    await files.writeWhole(target, content, { secret: true })
    const sha256 = await readBack(target, manifest, { fileKey }, world)
    return { path: target, recipients, manifest, sha256 }
  })
}

function tarOf(manifest: CopyManifest, parts: readonly Part[], world: World): AsyncIterable<Uint8Array> {
  const head = copyManifestBytes(manifest)
  const mtime = Math.floor(Date.parse(manifest.made) / 1000)
  const files = [
    { name: manifestName, size: head.length, blocks: [head] },
    ...parts.map(({ file: { name, size }, blocks }) => ({ name, size, blocks: blocks() })),
  ]
  return counted(tarBlocks(files, mtime), sizeOf(manifest), "custody.copy", world)
}

function sizeOf({ files }: CopyManifest): number {
  return files.reduce((sum, { size }) => sum + size, 0)
}

/** Reports how many bytes have passed. */
async function* counted(
  blocks: AsyncIterable<Uint8Array>,
  total: number,
  work: "custody.copy" | "custody.read",
  { progress }: World,
): AsyncGenerator<Uint8Array, void, undefined> {
  let done = 0
  for await (const block of blocks) {
    done += block.length
    progress(work, Math.min(done, total), total)
    yield block
  }
}

/**
 * Reads the file that was written and compares everything in it.
 *
 * @returns SHA-256 of the file, in hexadecimal
 */
async function readBack(path: string, written: CopyManifest, opener: FileOpener, world: World): Promise<string> {
  const { files } = world
  const hash = createHash("sha256")
  const hashed = async function* () {
    for await (const block of counted(files.stream(path), sizeOf(written), "custody.read", world)) {
      hash.update(block)
      yield block
    }
  }
  try {
    const { manifest, parts } = await openCopy(hashed(), [opener], path)
    for await (const { blocks } of parts) while ((await blocks.next()).done !== true);
    if (!equalBytes(copyManifestBytes(manifest), copyManifestBytes(written)))
      throw new UrneError("copy-faulty", { path, rule: "differs", part: manifestName })
    return hash.digest("hex")
  } catch (error) {
    await files.remove(path)
    throw error
  }
}
