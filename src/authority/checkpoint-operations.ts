/**
 * Proves checkpoints that the file keeps: each is signed with the key that the acts certify for its size, and is of
 * this journal.
 */
import type { StoredCheckpoint } from "../journal/stored-checkpoint.ts"
import type { Store } from "../store/store.ts"
import { altered, requireOurs } from "./checkpoint-queries.ts"
import { type CertifyingFile, urnKeyTerms } from "./urn-key-queries.ts"

/**
 * Proves, when a command begins, the last checkpoint and those that this machine meets for the first time. If one that
 * it met before is gone, it is put back where the file is writable: no entry of the journal records it, and an older
 * copy of the file with the same journal lacks it too.
 *
 * @param met - what this machine remembers
 * @returns all that are there, smallest first
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
