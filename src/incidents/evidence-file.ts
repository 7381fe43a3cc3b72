import { dirname, extname, join } from "node:path"
import { UrneError } from "../core/error.ts"
import { stemOf } from "../core/file-names.ts"
import { sha256Stream } from "../core/hash.ts"
import type { Files } from "../core/world.ts"
import type { Sha256 } from "../journal/event.ts"

/**
 * Files of evidence are kept beside the election file, in a folder of their own, each under its hash. The register
 * holds that hash, by which the file can be found again.
 */
export function evidenceFolder(electionPath: string): string {
  return join(dirname(electionPath), `${stemOf(electionPath)}-evidence`)
}

/** The content of a file that is to become evidence. */
export interface Measured {
  readonly sha256: Sha256
  /** Bytes. */
  readonly size: number
}

/** Reads a whole file. @throws UrneError `file-absent`, `file-unreadable` */
export async function measured(path: string, files: Files): Promise<Measured> {
  if ((await files.kind(path)) === undefined) throw new UrneError("file-absent", { path })
  let size = 0
  const counted = async function* () {
    for await (const block of files.stream(path)) {
      size += block.length
      yield block
    }
  }
  return { sha256: `sha256:${await sha256Stream(counted())}`, size }
}

/**
 * Copies a file to where evidence is kept, unless it is there already. An ending such as `.log` is kept, so that
 * programs open it.
 *
 * @returns the path of the copy
 * @throws UrneError `evidence-differs`, `file-unwritable`, `file-not-written`
 */
export async function keepEvidence(
  path: string,
  { sha256 }: Measured,
  electionPath: string,
  files: Files,
): Promise<string> {
  const ending = extname(path)
  const name = `${hexOf(sha256)}${/^\.[A-Za-z0-9]{1,8}$/.test(ending) ? ending.toLowerCase() : ""}`
  const kept = join(evidenceFolder(electionPath), name)
  const isNew = (await files.kind(kept)) === undefined
  if (isNew) await files.writeWhole(kept, files.stream(path), { secret: true })
  const { sha256: found } = await measured(kept, files)
  if (found === sha256) return kept
  // The file changed between the two readings, so the copy is not what was hashed.
  if (isNew) await files.remove(kept)
  throw new UrneError("evidence-differs", { path: isNew ? path : kept, sha256 })
}

/** Whether a piece of evidence can still be shown. */
export type PieceState = "there" | "absent" | "altered"

export async function pieceState(sha256: Sha256, electionPath: string, files: Files): Promise<PieceState> {
  const folder = evidenceFolder(electionPath)
  if ((await files.kind(folder)) !== "folder") return "absent"
  const names = (await files.list(folder)).filter((name) => name.startsWith(hexOf(sha256)))
  const hashes = await Promise.all(names.map(async (name) => (await measured(join(folder, name), files)).sha256))
  if (hashes.includes(sha256)) return "there"
  return hashes.length === 0 ? "absent" : "altered"
}

function hexOf(sha256: Sha256): string {
  return sha256.slice("sha256:".length)
}
