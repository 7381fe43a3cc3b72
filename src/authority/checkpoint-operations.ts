/** Checkpoints that the file keeps, proved: each is signed by the key that the acts certify for its size, and is of this journal. */
import { equalBytes } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { journalRoot } from "../journal/operations.ts"
import type { StoredCheckpoint } from "../journal/stored-checkpoint.ts"
import { openUrnCheckpoint, type UrnKeyTerm } from "../notes/urn-key-term.ts"
import type { Store } from "../store/store.ts"
import { type CertifyingFile, urnKeyTerms } from "./urn-key-queries.ts"

/**
 * Every checkpoint of a journal of at most `size` entries, the smallest first.
 *
 * @throws UrneError `election-file-altered`, `act-altered`
 */
export function provenCheckpoints(file: CertifyingFile, size: number): readonly StoredCheckpoint[] {
  const checkpoints = file.journal.checkpoints(size)
  if (checkpoints.length === 0) return checkpoints
  const terms = urnKeyTerms(file)
  for (const checkpoint of checkpoints) requireOurs(file, terms, checkpoint)
  return checkpoints
}

/**
 * Proves, as a command begins, the last checkpoint and those that this machine meets for the first time. One that it met before and
 * that is gone is put back, if the file can be written: no entry of the journal tells of it, and an older copy of the file, of the
 * same journal, lacks it too.
 *
 * @param met what this machine remembers
 * @returns all that are there, the smallest first
 * @throws UrneError `election-file-altered`, `act-altered`
 */
export function meetCheckpoints(
  file: CertifyingFile & { readonly store: Store },
  met: readonly StoredCheckpoint[],
): readonly StoredCheckpoint[] {
  const { journal } = file
  putBack(file, met)
  const known = new Map(met.map((one) => [one.size, one]))
  const sizes = journal.checkpointSizes()
  const terms = sizes.length === 0 ? [] : urnKeyTerms(file)
  return sizes.map((size, index) => {
    const remembered = known.get(size)
    if (remembered !== undefined && index < sizes.length - 1) return remembered
    const checkpoint = journal.checkpointAt(size)
    if (checkpoint === undefined) throw altered(size)
    requireOurs(file, terms, checkpoint)
    return checkpoint
  })
}

function putBack(file: CertifyingFile & { readonly store: Store }, met: readonly StoredCheckpoint[]): void {
  const { journal, store } = file
  const gone = () => {
    const sizes = journal.checkpointSizes()
    return met.filter(({ size }) => size <= journal.size() && !sizes.includes(size))
  }
  if (store.db.readonly || gone().length === 0) return
  store.write(() => {
    const terms = urnKeyTerms(file)
    for (const checkpoint of gone()) {
      requireOurs(file, terms, checkpoint)
      journal.insertCheckpoint(checkpoint)
    }
  })
}

function requireOurs(
  { journal }: CertifyingFile,
  terms: readonly UrnKeyTerm[],
  { size, note }: StoredCheckpoint,
): void {
  const opened = openUrnCheckpoint(note, terms)
  if ("fault" in opened || opened.checkpoint.size !== size || size > journal.size()) throw altered(size)
  if (!equalBytes(opened.checkpoint.root, journalRoot(journal, size))) throw altered(size)
}

function altered(size: number): UrneError {
  return new UrneError("election-file-altered", { part: "checkpoints", at: String(size) })
}
