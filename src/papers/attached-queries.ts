import type { AttachedPaper } from "../core/vocabulary.ts"
import type { Sha256 } from "../journal/event.ts"
import { hasRegister, privateOf, registerEntries, type RegisterFile } from "../register/queries.ts"

/** A scan that was attached. */
export interface Attached {
  /** The number of the entry. */
  readonly entry: number
  /** Milliseconds. */
  readonly at: number
  /** The identifiers of those who signed it. */
  readonly by: readonly string[]
  readonly paper: AttachedPaper
  readonly what: string
  readonly name: string
  readonly sha256: Sha256
  /** Bytes. */
  readonly size: number
}

/** Lists the scans that were attached, oldest first. @throws UrneError `entry-altered`, `election-file-altered` */
export function attachedPapers(file: RegisterFile): readonly Attached[] {
  if (!hasRegister(file)) return []
  return registerEntries(file, "paper.attached").map((found) => {
    const { paper, sha256, size } = found.entry
    const { name = "", what = "" } = privateOf(file, found) ?? {}
    return { entry: found.number, at: found.at, by: found.signers.map(({ id }) => id), paper, what, name, sha256, size }
  })
}
