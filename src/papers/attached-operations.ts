import type { AttachedPaper } from "../core/vocabulary.ts"
import type { World } from "../core/world.ts"
import type { Measured } from "../incidents/evidence-file.ts"
import type { SigningKey } from "../notes/key.ts"
import { appendEntry } from "../register/operations.ts"
import type { ProvedEntry, RegisterFile } from "../register/queries.ts"
import type { Store } from "../store/store.ts"

interface WrittenFile extends RegisterFile {
  readonly store: Store
}

export interface GivenPaper extends Measured {
  readonly paper: AttachedPaper
  readonly what: string
  /** The name of the file that was given. */
  readonly name: string
}

/**
 * Enters that a scan of a paper is kept. The caller has put it where evidence is kept (`keepEvidence`). What it shows
 * and how its file was called is private, its kind, hash and size are published.
 *
 * @throws UrneError what `appendEntry` throws
 */
export function attachPaper(
  file: WrittenFile,
  { paper, what, name, sha256, size }: GivenPaper,
  keys: readonly SigningKey[],
  world: Pick<World, "now" | "random">,
): ProvedEntry {
  return file.store.write(() =>
    appendEntry(file, keys, { type: "paper.attached", paper, sha256, size, private: { name, what } }, world),
  )
}
